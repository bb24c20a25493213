import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Far more than the sentence or two that a test speaks; a recogniser that hangs must not hang the tests. */
const PATIENCE = 120_000;

/**
 * What Debian's pocketsphinx (with its own American English model and language model) hears in a WAV of mono
 * pcm_s16le at 16 kHz: words in lower case. It knows nothing of what ought to be said.
 */
export async function recogniseSpeech(wavPath16k: string): Promise<string> {
  // A line for each stretch of speech on stdout; all the rest goes to the log.
  const { stdout } = await run('pocketsphinx_continuous', ['-infile', wavPath16k, '-logfn', '/dev/null'], {
    timeout: PATIENCE,
  });
  return stdout
    .replace(/\(\d+\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Converts a sound file, whatever it is, to what `recogniseSpeech` wants. */
export async function convertForRecognition(from: string, toWav: string): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', '-i', from, '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', toWav]);
}

/**
 * Words replaced, left out and put in, as a share of the words expected: 0 is perfect, above 1 is possible. Case and
 * punctuation do not count; a number stays the number it is written as.
 */
export function wordErrorRate(expected: string, heard: string): number {
  const [wanted, got] = [wordsOf(expected), wordsOf(heard)];
  let row = Array.from({ length: got.length + 1 }, (_, index) => index);
  wanted.forEach((word, index) => {
    const next = [index + 1];
    got.forEach((other, at) => {
      next.push(Math.min(row[at]! + (word === other ? 0 : 1), row[at + 1]! + 1, next[at]! + 1));
    });
    row = next;
  });
  return row.at(-1)! / Math.max(1, wanted.length);
}

function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('’', "'").normalize('NFC');
  return plain.match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
}

/** A word that a recogniser understood, in seconds. */
export interface HeardWord {
  word: string;
  from: number;
  to: number;
}

/**
 * What pocketsphinx hears in a sound file, word by word. Speech that is `speed` times too fast is slowed down for it,
 * at its own pitch; the times are those of the file.
 */
export async function recogniseWords(path: string, speed = 1): Promise<HeardWord[]> {
  const slow = `${path}.slow.wav`;
  const filter = speed === 1 ? [] : ['-filter:a', `atempo=${1 / speed}`];
  await run('ffmpeg', ['-v', 'error', '-y', '-i', path, ...filter, '-ac', '1', '-ar', '16000', slow]);
  const words = ['-infile', slow, '-time', 'yes', '-logfn', '/dev/null'];
  const { stdout } = await run('pocketsphinx_continuous', words, { timeout: PATIENCE });
  return [...stdout.matchAll(/^([a-z']+)(?:\(\d+\))? (\d+\.\d+) (\d+\.\d+) /gm)].map(([, word, from, to]) => ({
    word: word!,
    from: Number(from) / speed,
    to: Number(to) / speed,
  }));
}

/** Pairs of places of the same word in both lists, in order, as many as there can be. */
export function matchedWords(one: readonly string[], other: readonly string[]): [one: number, other: number][] {
  const length = one.map(() => new Uint16Array(other.length + 1));
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      length[i]![j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
