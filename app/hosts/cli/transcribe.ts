import { resolve } from 'node:path';
import type { FileProgress } from '../../model/dictation.ts';
import type { Studio } from '../../studio/studio.ts';
import type { Invocation } from './arguments.ts';

type Wanted = Extract<Invocation, { command: 'transcribe' }>;

const WORDS: Readonly<Record<FileProgress['phase'], string>> = {
  converting: 'Converting',
  sending: 'Sending',
  writing: 'Transcribing',
};

/** What is said in a recording, in the format that was asked for; how far it is goes to stderr. */
export async function transcribe(studio: Studio, wanted: Wanted, signal: AbortSignal): Promise<string> {
  const { file, format, translate, speakers, wish } = wanted;
  const { model, language } = wish;
  let last: string | null = null;
  const tell = (phase: FileProgress['phase']) => {
    if (phase === last) return;
    last = phase;
    process.stderr.write(`${WORDS[phase]}…\n`);
  };
  return studio.transcribe(resolve(file), { model, language, translate, speakers, format }, { signal, tell });
}
