import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { isCancelled, plainProblem } from '../../model/problem.ts';
import type { Studio } from '../../studio/studio.ts';
import { explain } from '../../words/problems.ts';
import { nodeHost } from '../node/host.ts';
import { type Invocation, readArguments } from './arguments.ts';
import { isBadInput } from './bad-input.ts';
import { usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

/** A reader that went away (`lectern voices | head`) is no failure of ours. */
process.stdout.on('error', () => process.exit(0));

const stop = new AbortController();
let interrupted = 0;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    // The second one is from somebody who does not want to wait.
    if (interrupted) process.exit(code);
    interrupted = code;
    stop.abort();
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  let invocation: Invocation;
  try {
    invocation = readArguments(words);
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    process.stderr.write(`${thrown.message}\n"lectern help" shows how it is used.\n`);
    return 2;
  }
  try {
    if (invocation.command === 'resume') return (await resumed()) || interrupted;
    process.stdout.write(await done(invocation, words));
    return interrupted;
  } catch (thrown) {
    if (isCancelled(thrown)) {
      const kept = ' What was narrated so far is kept; the same command goes on from there.';
      process.stderr.write(
        `Stopped.${invocation.command === 'narrate' || invocation.command === 'resume' ? kept : ''}\n`,
      );
      return interrupted || 130;
    }
    return failed(thrown, 'json' in invocation && invocation.json);
  }
}

/** Carries a command out; answers what belongs on stdout. Each command loads only the rooms that it needs. */
async function done(invocation: Exclude<Invocation, { command: 'resume' }>, words: string[]): Promise<string> {
  switch (invocation.command) {
    case 'help':
      return usage;
    case 'version':
      return `${consoleHost().version}\n`;
    case 'speech-service': {
      const { serveSpeech } = await import('./speech-service.ts');
      return serveSpeech(invocation.port, stop.signal);
    }
    case 'serve': {
      const { serveWeb } = await import('./serve.ts');
      return serveWeb(invocation, process.env, stop.signal);
    }
    case 'narrate': {
      const { narrate } = await import('./narrate.ts');
      return withStudio(invocation, (studio) => narrate(studio, invocation, words, stop.signal));
    }
    case 'say': {
      const { say } = await import('./say.ts');
      return withStudio(invocation, (studio) => say(studio, invocation, process.stdin, stop.signal));
    }
    case 'voices': {
      const { describeVoices } = await import('./voices.ts');
      const list = ({ narrations }: Studio) => narrations.voices(invocation.wish, stop.signal);
      return withStudio(invocation, async (studio) => describeVoices(await list(studio), invocation.json));
    }
    case 'transcribe': {
      const { transcribe } = await import('./transcribe.ts');
      return withStudio(invocation, (studio) => transcribe(studio, invocation, stop.signal));
    }
    case 'script': {
      const { printScript } = await import('./script.ts');
      return withStudio(invocation, ({ narrations }) => printScript(narrations, invocation, stop.signal));
    }
  }
}

/**
 * Goes on with all that was cut off, each in the folder where it was wanted; what each of them prints is printed when it
 * is done. One that fails again does not hold up the others; answers the exit code of the first that failed.
 */
async function resumed(): Promise<number> {
  const anybody = { wish: { service: null, model: null, voice: null, language: null } };
  let orders: { wanted: { words: string[]; folder: string } }[] = [];
  await withStudio(anybody, async (studio) => ((orders = studio.orders.list()), ''));
  let code = 0;
  let failures = 0;
  for (const { wanted } of orders) {
    let json = false;
    try {
      process.chdir(wanted.folder);
      const invocation = readArguments(wanted.words);
      if (invocation.command === 'resume') continue;
      json = 'json' in invocation && invocation.json;
      process.stdout.write(await done(invocation, wanted.words));
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      process.stderr.write(`lectern ${wanted.words.join(' ')}\n`);
      code ||= failed(thrown, json);
      failures += 1;
    }
  }
  if (failures > 0) process.stderr.write(`${failures} of ${orders.length} could not be finished.\n`);
  return code;
}

async function withStudio(
  { wish }: Pick<Extract<Invocation, { wish: unknown }>, 'wish'>,
  work: (studio: Studio) => Promise<string>,
): Promise<string> {
  const { openStudio } = await import('../../studio/studio.ts');
  const studio = await openStudio(consoleHost(), { service: wish.service });
  try {
    return await work(studio);
  } finally {
    await studio.close();
  }
}

/** The command line has no tickets and no dialogs: every path is in its arguments. */
function consoleHost() {
  return nodeHost(process.env, {
    name: 'cli',
    redeem: () => null,
    destination: async (suggested) => resolve(homedir(), suggested),
    reveal: async () => undefined,
  });
}

function failed(thrown: unknown, json: boolean): number {
  const problem = plainProblem(thrown);
  if (json) process.stdout.write(`${JSON.stringify({ problem })}\n`);
  const { happened, kept, next } = explain(problem);
  process.stderr.write(`${[happened, kept, next].filter(Boolean).join(' ')}\n[${problem.code}: ${problem.message}]\n`);
  return isBadInput(problem.code) ? 2 : 1;
}
