import { parseArgs } from 'node:util';
import type { TranscriptFormat } from '../../model/dictation.ts';
import type { ScriptWish } from '../../model/import.ts';
import { SPEED } from '../../model/player.ts';
import { exportOptions, type ExportOption, type ExportWords, exportWords } from './export-words.ts';
import { scriptOptions, type ScriptOption, scriptWords } from './script-words.ts';
import { UsageError } from './usage-error.ts';

/** What a person asked for on the command line. */
export type Invocation =
  /** To be written to `out`, heard, or both at once. */
  | {
      command: 'narrate';
      file: string;
      password: string | null;
      out: string | null;
      play: boolean;
      speed: number;
      wish: VoiceWish;
      spoken: ScriptWish;
      export: ExportWords;
      json: boolean;
    }
  | { command: 'resume'; json: boolean }
  /** Without `text` it comes from stdin. */
  | { command: 'say'; text: string | null; speed: number; wish: VoiceWish; json: boolean }
  | { command: 'script'; file: string; password: string | null; wish: VoiceWish; spoken: ScriptWish; json: boolean }
  | { command: 'voices'; wish: VoiceWish; json: boolean }
  | {
      command: 'transcribe';
      file: string;
      format: TranscriptFormat;
      translate: boolean;
      speakers: boolean;
      wish: VoiceWish;
    }
  | { command: 'serve'; port: number; open: boolean }
  | { command: 'speech-service'; port: number }
  | { command: 'help' }
  | { command: 'version' };

export interface VoiceWish {
  service: 'local' | 'together' | null;
  model: string | null;
  voice: string | null;
  language: string | null;
}

const options = {
  ...exportOptions,
  ...scriptOptions,
  resume: { type: 'boolean' },
  out: { type: 'string', short: 'o' },
  play: { type: 'boolean' },
  speed: { type: 'string' },
  voice: { type: 'string' },
  model: { type: 'string' },
  language: { type: 'string' },
  service: { type: 'string' },
  password: { type: 'string' },
  format: { type: 'string' },
  translate: { type: 'boolean' },
  speakers: { type: 'boolean' },
  port: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Name = keyof typeof options;
const fileOptions = Object.keys(exportOptions) as ExportOption[];
const spokenOptions = Object.keys(scriptOptions) as ScriptOption[];
const voiceOptions: Name[] = ['voice', 'model', 'language', 'service'];

/** Which options each command takes; any other is refused by name rather than ignored. */
const takes: Record<Exclude<Invocation['command'], 'help' | 'version' | 'resume'>, Name[]> = {
  narrate: ['password', 'out', 'play', 'speed', 'json', 'resume', ...voiceOptions, ...spokenOptions, ...fileOptions],
  say: ['speed', 'json', ...voiceOptions],
  script: ['password', 'json', ...voiceOptions, ...spokenOptions],
  voices: ['json', 'model', 'service'],
  transcribe: ['format', 'translate', 'speakers', 'model', 'language', 'service'],
  serve: ['port', 'open'],
  'speech-service': ['port'],
};

/** Reads the arguments after the program's name. Throws UsageError. */
export function readArguments(words: string[]): Invocation {
  const { values, positionals } = parsed(words);
  if (values.help || words.length === 0) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command = '', file, ...more] = positionals;
  if (command === 'help') return { command: 'help' };
  if (!isCommand(command)) throw new UsageError(`There is no command "${command}".`);
  for (const name of Object.keys(values) as Name[]) {
    if (!takes[command].includes(name)) throw new UsageError(`${command} takes no --${name}.`);
  }
  if (command === 'narrate' && file === undefined && values.resume) return resumption(values);
  const wantsFile = command === 'narrate' || command === 'script' || command === 'transcribe';
  if (wantsFile && file === undefined) throw new UsageError(`${command} needs the FILE to read.`);
  const extra = wantsFile ? more[0] : file;
  if (extra !== undefined && command !== 'say') throw new UsageError(`"${extra}" is one argument too many.`);

  const wish = voiceWish(values);
  const json = values.json ?? false;
  const speed = speedOf(values.speed);
  const { password = null } = values;
  switch (command) {
    case 'narrate': {
      const { out = null, play = false } = values;
      if (out === null && !play) throw new UsageError('narrate needs --out with the file to write, or --play.');
      if (values.speed !== undefined && !play) throw new UsageError('--speed is for what is heard: it needs --play.');
      const more = { spoken: scriptWords(values), export: exportWords(values) };
      return { command, file: file!, password, out, play, speed, wish, ...more, json };
    }
    case 'say':
      return {
        command,
        text: file === undefined || file === '-' ? null : [file, ...more].join(' '),
        speed,
        wish,
        json,
      };
    case 'script':
      return { command, file: file!, password, wish, spoken: scriptWords(values), json };
    case 'voices':
      return { command, wish, json };
    case 'transcribe': {
      const { translate = false, speakers = false } = values;
      if (translate && speakers) throw new UsageError('A translation tells no speakers apart: leave one of both out.');
      return { command, file: file!, format: formatOf(values.format), translate, speakers, wish };
    }
    case 'serve':
      return { command, port: portNumber(values.port), open: values.open ?? false };
    case 'speech-service':
      return { command, port: portNumber(values.port) };
  }
}

/** The words of a command without what must not be kept: passwords. */
export function keepable(words: string[]): string[] {
  const { tokens } = parseArgs({ args: words, options, allowPositionals: true, allowNegative: true, tokens: true });
  const secret = tokens.flatMap((token) => {
    if (token.kind !== 'option' || token.name !== 'password') return [];
    return token.inlineValue ? [token.index] : [token.index, token.index + 1];
  });
  return words.filter((_, index) => !secret.includes(index));
}

/** Without a file, all that was cut off goes on as it was once wanted: nothing else can be said of it. */
function resumption(values: Partial<Record<Name, string | boolean>>): Invocation {
  const [other] = Object.keys(values).filter((name) => name !== 'resume' && name !== 'json');
  if (other) throw new UsageError(`narrate --resume without a FILE takes no --${other}.`);
  return { command: 'resume', json: values['json'] === true };
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    // The first sentence names the option; the rest explains node's own syntax.
    throw new UsageError((error as Error).message.split('. ')[0] + '.');
  }
}

const isCommand = (word: string): word is keyof typeof takes => Object.hasOwn(takes, word);

function voiceWish(values: Partial<Record<Name, string | boolean>>): VoiceWish {
  const text = (name: Name) => (values[name] as string | undefined) ?? null;
  const service = text('service');
  if (service !== null && service !== 'local' && service !== 'together') {
    throw new UsageError(`--service is local or together, not "${service}".`);
  }
  const language = text('language')?.toLowerCase().replaceAll('_', '-') ?? null;
  if (language !== null && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)) {
    throw new UsageError(`--language is a code such as en, de or pt-br, not "${language}".`);
  }
  return { service, model: text('model'), voice: text('voice'), language };
}

/** How many times as fast as the voice speaks. */
function speedOf(text = '1'): number {
  const speed = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && speed >= SPEED.least && speed <= SPEED.most) return speed;
  throw new UsageError(`--speed is a number from ${SPEED.least} to ${SPEED.most}, not "${text}".`);
}

/** 0, the default, lets the system choose a free one. */
function portNumber(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port is a number from 0 to 65535, not "${text}".`);
  return port;
}

function formatOf(text = 'txt'): TranscriptFormat {
  if (text === 'txt' || text === 'srt' || text === 'vtt' || text === 'json') return text;
  throw new UsageError(`--format is txt, srt, vtt or json, not "${text}".`);
}
