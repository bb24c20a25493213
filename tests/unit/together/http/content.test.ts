import { expect, test } from 'vitest';
import { contentOf } from '../../../../app/together/http/content.ts';

const text = (start: string) => Buffer.from(start.padEnd(12, ' '), 'latin1');
const samples = (...values: number[]) => Buffer.from(Int16Array.from(values).buffer);
const quiet = samples(0, 1, -1, 0, 2, -2);
const BYTES = 'application/octet-stream';

test.each([
  ['audio/wav', text('RIFF....WAVE'), 'wav'],
  [BYTES, text('RIFF....WAVE'), 'wav'],
  ['audio/mpeg', text('RIFF....WAVE'), 'wav'],
  [BYTES, text('RF64....WAVE'), 'wav'],
  ['audio/wav', quiet, 'unknown'],
  [BYTES, quiet, 'raw'],
  ['', quiet, 'raw'],
  ['audio/pcm', quiet, 'raw'],
  // Just below zero, samples look like the sync word of MPEG audio.
  [BYTES, samples(-1, -1, -1, -1, -1, -1), 'raw'],
  [BYTES, samples(-257, -200, -100, -1, 5, 8), 'raw'],
  [BYTES, Buffer.from('fffb90640000000000000000', 'hex'), 'mp3'],
  [BYTES, Buffer.from('fff384c40000000000000000', 'hex'), 'mp3'],
  [BYTES, text('ID3\x04'), 'mp3'],
  ['audio/mpeg', quiet, 'mp3'],
  [BYTES, text('OggS'), 'ogg'],
  [BYTES, text('fLaC'), 'flac'],
  ['audio/flac', quiet, 'flac'],
  ['text/event-stream', text('data: {"a":1}'), 'events'],
  ['text/event-stream', Buffer.alloc(0), 'events'],
  [BYTES, text('data: {"a":1}'), 'events'],
  ['application/json', text('{"error":{}}'), 'error'],
  ['application/problem+json', text('{"title":1}'), 'error'],
  [BYTES, text('{"error":{}}'), 'error'],
  [BYTES, text('{ "error": 1'), 'error'],
  ['text/html', text('<!doctype html>'), 'unknown'],
  ['text/plain', quiet, 'unknown'],
  ['audio/wav', Buffer.alloc(0), 'nothing'],
  [BYTES, Buffer.alloc(0), 'nothing'],
] as const)('%s that begins with %j is %s', (type, head, content) => {
  expect(contentOf(type, head)).toBe(content);
});
