import { expect, test } from 'vitest';
import { EventReader } from '../../../../app/together/http/sse.ts';

/** Events of a stream that arrives in these pieces, as [event, data]. */
function read(...pieces: (string | Uint8Array)[]): [string, string][] {
  const reader = new EventReader();
  const events = pieces.flatMap((piece) => reader.push(Buffer.from(piece)).map(told));
  const last = reader.end();
  return last ? [...events, told(last)] : events;
}
const told = ({ event, data }: { event: string; data: Buffer }): [string, string] => [event, data.toString('utf8')];
const message = (data: string): [string, string] => ['message', data];

test.each([
  ['one event', 'data: a\n\n', [message('a')]],
  ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', [message('a'), message('b')]],
  ['CR', 'data: a\r\rdata: b\r\r', [message('a'), message('b')]],
  ['all three', 'data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r', [message('a\nb\nc'), message('d')]],
  ['data of several lines', 'data: a\ndata:\ndata:  b\n\n', [message('a\n\n b')]],
  ['no space', 'data:a\n\n', [message('a')]],
  ['a field without colon', 'data\n\n', [message('')]],
  ['names', 'event: error\ndata: a\n\ndata: b\n\n', [['error', 'a'], message('b')]],
  ['a name without data', 'event: error\n\ndata: b\n\n', [message('b')]],
  ['comments', ': hello\n\n:\ndata: a\n: between\ndata: b\n\n:', [message('a\nb')]],
  ['id, retry and the unknown', 'id: 7\nretry: 10\nfoo: bar\ndatabase: x\ndata: a\n\n', [message('a')]],
  ['a mark of byte order', '\ufeffdata: a\n\n', [message('a')]],
  ['only one of them', '\ufeff\ufeffdata: a\n\n', []],
  ['letters of several bytes', 'data: für 日本\n\n', [message('für 日本')]],
  ['no last empty line', 'data: a\n\ndata: b\n', [message('a'), message('b')]],
  ['no last line at all', 'data: a\n\ndata: b', [message('a'), message('b')]],
  ['nothing', '', []],
  ['a page', '<!doctype html>\n<p>Sorry</p>\n\n', []],
] as const)('%s, cut anywhere', (_, stream, events) => {
  const bytes = Buffer.from(stream);
  expect(read(bytes)).toEqual(events);
  for (let at = 0; at <= bytes.length; at++) expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(events);
  expect(read(...Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)))).toEqual(events);
});

test('an event is there with its last byte, even where an LF may follow', () => {
  expect(new EventReader().push(Buffer.from('data: a\r\r'))).toHaveLength(1);
});

test('an event that is too long is refused, in one line, in many and byte by byte', () => {
  const limit = 'an event that is too long';
  const reader = new EventReader(100);
  reader.push(Buffer.from(`data: ${'x'.repeat(90)}\n\n`));
  expect(() => reader.push(Buffer.from(`data: ${'x'.repeat(95)}`))).toThrow(limit);
  const lines = new EventReader(100);
  expect(() => lines.push(Buffer.from('data: x\n'.repeat(20)))).toThrow(limit);
  const drip = new EventReader(100);
  expect(() => Array.from({ length: 101 }, () => drip.push(Buffer.from('x')))).toThrow(limit);
});

test('comments may keep a stream alive for ever', () => {
  const reader = new EventReader(100);
  for (let i = 0; i < 100; i++) expect(reader.push(Buffer.from(': still here\n'))).toEqual([]);
  expect(reader.push(Buffer.from('data: a\n\n'))).toHaveLength(1);
});
