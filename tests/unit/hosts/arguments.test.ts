import { expect, test } from 'vitest';
import { keepable, readArguments } from '../../../app/hosts/cli/arguments.ts';
import { UsageError } from '../../../app/hosts/cli/usage-error.ts';

const anybody = { service: null, model: null, voice: null, language: null };
const plain = { chapters: 'embedded', channels: 1, beside: [], tags: {}, cover: null, force: false };
/** What narrate does where nothing else is said. */
const written = {
  command: 'narrate',
  file: 'a.txt',
  password: null,
  out: 'b.mp3',
  play: false,
  speed: 1,
  wish: anybody,
  spoken: { code: 'spoken', marks: 'removed' },
  export: plain,
  json: false,
};
const { file, password, wish, spoken, json } = written;
const described = { command: 'script', file, password, wish, spoken, json };
const said = { command: 'say', text: 'Hello', speed: 1, wish: anybody, json: false };
const transcribed = {
  command: 'transcribe',
  file: 'a.mp3',
  format: 'txt',
  translate: false,
  speakers: false,
  wish: anybody,
};
const words = (line: string) => line.split(' ').filter((word) => word !== '');

test.each([
  ['', { command: 'help' }],
  ['help', { command: 'help' }],
  ['--help', { command: 'help' }],
  ['narrate -h', { command: 'help' }],
  ['--version', { command: 'version' }],
  ['narrate a.txt --out b.mp3', written],
  ['narrate -o b.mp3 a.txt', written],
  ['narrate --out=b.mp3 -- -a.txt', { ...written, file: '-a.txt' }],
  ['narrate a.txt --play', { ...written, out: null, play: true }],
  ['narrate a.txt --play -o b.mp3 --speed 1.5', { ...written, play: true, speed: 1.5 }],
  ['narrate a.pdf --password=x -o b.mp3', { ...written, file: 'a.pdf', password: 'x' }],
  [
    'narrate a.md -o b.mp3 --code skipped --note-marks spoken',
    { ...written, file: 'a.md', spoken: { code: 'skipped', marks: 'spoken' } },
  ],
  ['say Hello', said],
  ['say Good morning to you', { ...said, text: 'Good morning to you' }],
  ['say', { ...said, text: null }],
  ['say - --speed 3 --json', { ...said, text: null, speed: 3, json: true }],
  ['say -- -5 degrees', { ...said, text: '-5 degrees' }],
  ['say Hello --voice rms --speed 0.5', { ...said, speed: 0.5, wish: { ...anybody, voice: 'rms' } }],
  ['transcribe a.mp3', transcribed],
  [
    'transcribe a.mp4 --format srt --speakers --language DE',
    { ...transcribed, file: 'a.mp4', format: 'srt', speakers: true, wish: { ...anybody, language: 'de' } },
  ],
  [
    'transcribe a.mp3 --translate --service together',
    { ...transcribed, translate: true, wish: { ...anybody, service: 'together' } },
  ],
  ['narrate --resume --json', { command: 'resume', json: true }],
  [
    'narrate a.txt -o b.wav --voice slt --model lectern/flite --language PT_BR --service local --json',
    {
      ...written,
      out: 'b.wav',
      wish: { service: 'local', model: 'lectern/flite', voice: 'slt', language: 'pt-br' },
      export: plain,
      json: true,
    },
  ],
  [
    'narrate a.txt -o b.mp3 --chapters both --bitrate 64k --no-vbr --rate 44.1 --stereo --resume --force',
    {
      ...written,
      export: {
        ...{ chapters: 'both', bitrate: 64_000, vbr: false, rate: 44_100, channels: 2 },
        ...{ beside: [], tags: {}, cover: null, force: true },
      },
    },
  ],
  [
    'narrate a.txt -o b.mp3 --loudness acx --head 0.5 --tail 1 --subtitles srt,vtt --cue --report',
    { ...written, export: { ...plain, loudness: 'acx', head: 0.5, tail: 1, beside: ['srt', 'vtt', 'cue', 'report'] } },
  ],
  ['narrate a.txt -o b.mp3 --loudness=-18', { ...written, export: { ...plain, loudness: -18 } }],
  [
    'narrate a.txt -o b.m4b --title=T --author A --narrator N --series S --year 1999 --cover c.png',
    {
      ...{ ...written, out: 'b.m4b' },
      export: { ...plain, tags: { title: 'T', author: 'A', narrator: 'N', series: 'S', year: 1999 }, cover: 'c.png' },
    },
  ],
  ['script a.txt', described],
  ['script a.txt --voice slt', { ...described, wish: { ...anybody, voice: 'slt' } }],
  ['voices', { command: 'voices', wish: anybody, json: false }],
  ['voices --service together --json', { command: 'voices', wish: { ...anybody, service: 'together' }, json: true }],
  ['serve', { command: 'serve', port: 0, open: false }],
  ['serve --port 8080 --open', { command: 'serve', port: 8080, open: true }],
  ['serve --port 65535', { command: 'serve', port: 65_535, open: false }],
  ['speech-service --port 0', { command: 'speech-service', port: 0 }],
])('"%s" is understood', (line, invocation) => {
  expect(readArguments(words(line))).toEqual(invocation);
});

test.each([
  ['sing', 'There is no command "sing".'],
  ['constructor', 'There is no command "constructor".'],
  ['__proto__', 'There is no command "__proto__".'],
  ['narrate', 'narrate needs the FILE to read.'],
  ['narrate a.txt', 'narrate needs --out with the file to write, or --play.'],
  ['narrate a.txt b.txt --out c.mp3', '"b.txt" is one argument too many.'],
  ['narrate a.txt -o b.mp3 --speed 2', '--speed is for what is heard: it needs --play.'],
  ['say Hello --speed 0.4', '--speed is a number from 0.5 to 3, not "0.4".'],
  ['say Hello --speed fast', '--speed is a number from 0.5 to 3, not "fast".'],
  ['say Hello --out b.mp3', 'say takes no --out.'],
  ['script', 'script needs the FILE to read.'],
  ['script a.txt --out b.mp3', 'script takes no --out.'],
  ['say Hello --password x', 'say takes no --password.'],
  ['voices all', '"all" is one argument too many.'],
  ['voices --voice slt', 'voices takes no --voice.'],
  ['serve --json', 'serve takes no --json.'],
  ['serve --port http', '--port is a number from 0 to 65535, not "http".'],
  ['serve --port 65536', '--port is a number from 0 to 65535, not "65536".'],
  ['serve --port=-1', '--port is a number from 0 to 65535, not "-1".'],
  ['serve --port 0x50', '--port is a number from 0 to 65535, not "0x50".'],
  ['serve --port 1e3', '--port is a number from 0 to 65535, not "1e3".'],
  ['speech-service --open', 'speech-service takes no --open.'],
  ['narrate a.txt -o b.mp3 --service cloud', '--service is local or together, not "cloud".'],
  ['narrate --resume -o b.mp3', 'narrate --resume without a FILE takes no --out.'],
  ['narrate a.txt -o b.mp3 --chapters all', '--chapters is embedded, split or both, not "all".'],
  ['narrate a.txt -o b.mp3 --code aloud', '--code is spoken, named or skipped, not "aloud".'],
  ['script a.txt --note-marks named', '--note-marks is removed or spoken, not "named".'],
  ['narrate a.txt -o b.mp3 --bitrate fast', '--bitrate is in kbit/s, such as 64, not "fast".'],
  ['narrate a.txt -o b.mp3 --rate 8000', '--rate is 24000, 44100 or 48000, not "8000".'],
  ['narrate a.txt -o b.mp3 --year MCM', '--year is of four digits, not "MCM".'],
  ['narrate a.txt -o b.mp3 --title=', '--title is the name of the book, and not empty.'],
  ['script a.txt --cover c.png', 'script takes no --cover.'],
  ['narrate a.txt -o b.mp3 --language english', '--language is a code such as en, de or pt-br, not "english".'],
])('"%s" is refused, and told why', (line, message) => {
  expect(() => readArguments(words(line))).toThrow(new UsageError(message));
});

test.each([['narrate a.txt --loud'], ['narrate a.txt --out'], ['serve --open=yes'], ['--port']])(
  '"%s" is refused in a sentence that names the option',
  (line) => {
    const option = /--\w+/.exec(line)![0];
    expect(() => readArguments(words(line))).toThrow(UsageError);
    expect(() => readArguments(words(line))).toThrow(option);
  },
);

test('a password is no part of what is kept of a command', () => {
  const kept = ['narrate', 'a.pdf', '-o', 'b.mp3', '--title=--password'];
  expect(keepable(['narrate', '--password', 'x y', 'a.pdf', '-o', 'b.mp3', '--title=--password'])).toEqual(kept);
  expect(keepable(['narrate', 'a.pdf', '--password=x', '-o', 'b.mp3'])).toEqual(['narrate', 'a.pdf', '-o', 'b.mp3']);
});
