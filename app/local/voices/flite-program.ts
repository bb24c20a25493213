import { decode } from '../../pcm/convert.ts';
import { alignedWords, type Phone, type Stretch } from './alignment.ts';
import { runProgram } from './wasi.ts';

export interface FliteSpeech {
  samples: Int16Array;
  /** Of the samples, in Hz. */
  rate: number;
  /** Of each word, in seconds. */
  words: Stretch[];
}

/** Flite writes a RIFF header of this many bytes, with the rate, in Hz, at RATE_AT. */
const HEADER = 44;
const RATE_AT = 24;

/** What Flite calls no sound. */
const PAUSE = 'pau';
/** The fastest voice; all of them say words with the same sounds. */
const FASTEST = 'kal';
/** Flite makes no pause after these titles, whatever follows. */
const TITLES: Readonly<Record<string, string>> = { mr: 'mister', mrs: 'missus' };

/**
 * ASCII text as Flite speaks it, `speed` times as fast, and the times of `words`, which are the text's in its order.
 * Whatever follows `-t` is taken as text, even `-voice`. Throws where the program fails.
 */
export function speak(
  program: WebAssembly.Module,
  { text, voice, speed, words }: { text: string; voice: string; speed: number; words: readonly string[] },
): FliteSpeech {
  const manner = ['-voice', voice, '-s', `duration_stretch=${1 / speed}`, '-psdur'];
  const { status, file, printed } = runProgram(program, ['flite', ...manner, '-t', text, '-o', '/speech.wav']);
  if (status !== 0 || file.length < HEADER) throw new Error(`flite ended with status ${status}`);
  const rate = new DataView(file.buffer, file.byteOffset).getUint32(RATE_AT, true);
  const phones = phonesOf(printed).filter(({ name }) => name !== PAUSE);
  return {
    samples: decode(file.subarray(HEADER), 'pcm_s16le'),
    rate,
    words: words.length === 0 ? [] : alignedWords(phones, soundsOf(program, words)),
  };
}

/** `-psdur` prints `pau:0.164 hh:0.255`: each sound and when it ends. */
function phonesOf(printed: string): Phone[] {
  const phones: Phone[] = [];
  for (const [, name, end] of printed.matchAll(/(\S+):(\d+(?:\.\d+)?)/g)) {
    phones.push({ name: name!, start: phones.at(-1)?.end ?? 0, end: Number(end) });
  }
  return phones;
}

/** The sounds of each word by itself: all of them in one go with pauses between, or one by one where those are not kept. */
function soundsOf(program: WebAssembly.Module, words: readonly string[]): string[][] {
  const plain = words.map(plainWord);
  const groups = groupsOf(program, plain.join(', '));
  return groups.length === words.length ? groups : plain.map((word) => groupsOf(program, word).flat());
}

function groupsOf(program: WebAssembly.Module, text: string): string[][] {
  const { printed } = runProgram(program, ['flite', '-voice', FASTEST, '-psdur', '-t', text, '-o', 'none']);
  const groups: string[][] = [[]];
  for (const { name } of phonesOf(printed)) {
    if (name === PAUSE) groups.push([]);
    else groups.at(-1)!.push(name);
  }
  return groups.filter((group) => group.length > 0);
}

/** Without marks that would make a pause inside. */
function plainWord(word: string): string {
  const plain = word.replace(/^[^\w$#]+|[^\w%]+$/g, '').replace(/[,;:!?()"[\]{}]+(?!\d)/g, ' ');
  return TITLES[plain.toLowerCase()] ?? plain;
}
