#!/usr/bin/env node
import { install } from './install.mjs';
import { lecternProgram } from './node.mjs';
import { run } from './run.mjs';

/** `lectern` in a checkout: installs what is missing, then runs the command line from its sources. */
try {
  await install();
  // `npm start` moves to the package's folder; a person's relative paths start where they typed the command.
  const started = process.env.npm_lifecycle_event === 'start' && process.env.INIT_CWD;
  const cwd = started || process.cwd();
  const { command, args, env } = lecternProgram(process.argv.slice(2));
  process.exitCode = await run(command, args, { cwd, env });
} catch (error) {
  process.stderr.write(`lectern: ${error.message}\n`);
  process.exitCode = 1;
}
