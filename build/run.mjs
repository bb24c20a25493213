import { spawn } from 'node:child_process';

/** Ctrl-C reaches the whole process group: the child decides what to do, the parent only waits for it. */
const ignored = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end with this terminal; answers its exit code, 128 + number where a signal ended it.
 * SIGTERM and SIGHUP sent to this process alone are passed on.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const pass = (signal) => signal !== 'SIGINT' && child.kill(signal);
    for (const signal of ignored) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of ignored) process.off(name, pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}
