import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Studio } from '../../studio/studio.ts';
import type { Invocation } from './arguments.ts';

type Say = Extract<Invocation, { command: 'say' }>;
type Input = Readable & { isTTY?: boolean };

/** Speaks a text through the loudspeaker; answers what is printed on stdout. */
export async function say(studio: Studio, wanted: Say, input: Input, signal: AbortSignal): Promise<string> {
  const words = wanted.text ?? (await everything(input, signal));
  const narration = await studio.narrations.prepareText(words, wanted.wish, signal);
  const meters = await studio.play(narration, { speed: wanted.speed, signal });
  if (!wanted.json) return '';
  const { voice, segments } = narration;
  return `${JSON.stringify({ voice, segments: segments.length, meters })}\n`;
}

async function everything(input: Input, signal: AbortSignal): Promise<string> {
  if (input.isTTY) process.stderr.write('Type what is to be said; Ctrl-D ends it.\n');
  return text(addAbortSignal(signal, input));
}
