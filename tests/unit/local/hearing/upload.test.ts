import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUpload } from '../../../../app/local/hearing/upload.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lectern-test-'))));
afterAll(() => rm(folder, { recursive: true }));

/** A form's body as a request, in chunks of so many bytes. */
function request(body: string, chunk = 7): IncomingMessage {
  const bytes = Buffer.from(body);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    bytes.subarray(i * chunk, (i + 1) * chunk),
  );
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  return Object.assign(Readable.from(chunks), { headers }) as unknown as IncomingMessage;
}

const field = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, content: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a.wav"\r\n\r\n${content}\r\n`;
const END = '--x--\r\n';
const signal = new AbortController().signal;

test('fields come with all their values, and the first file is stored', async () => {
  const path = join(folder, 'stored');
  const body = [
    field('a', '1'),
    file('other', 'not this'),
    file('file', 'this'.repeat(50_000)),
    file('file', 'nor this'),
    field('b[]', '2'),
    field('b[]', '3'),
    END,
  ].join('');
  const { fields, stored } = await readUpload(request(body, 1000), path, signal);
  expect([Object.fromEntries(fields), stored]).toEqual([{ a: ['1'], b: ['2', '3'] }, true]);
  expect(await readFile(path, 'latin1')).toBe('this'.repeat(50_000));
});

test('a form without a file stores none', async () => {
  expect(
    (await readUpload(request(field('file', 'https://x.example/') + END), join(folder, 'none'), signal)).stored,
  ).toBe(false);
});

test.each([
  ['in a file', file('file', 'x'.repeat(200_000)).slice(0, -2)],
  ['before a part', field('a', '1')],
  ['in a head', '--x\r\ncontent-disposition: form'],
])('a form that breaks off %s is refused', async (_, body) => {
  const broken = readUpload(request(body, 5000), join(folder, 'broken'), signal);
  await expect(broken).rejects.toMatchObject({ status: 400 });
});

test('a file that cannot be written fails with what the disk says', async () => {
  const body = file('file', 'x'.repeat(2_000_000)) + END;
  const failed = readUpload(request(body, 10_000), join(folder, 'no such folder', 'a'), signal);
  await expect(failed).rejects.toMatchObject({ code: 'ENOENT' });
});

test('an upload that is given up ends at once', async () => {
  const cancel = new AbortController();
  const endless = Object.assign(
    new Readable({
      read() {
        this.push(file('file', 'x').slice(0, -2));
        this._read = () => undefined;
      },
    }),
    { headers: { 'content-type': 'multipart/form-data; boundary=x' } },
  );
  const given = readUpload(endless as unknown as IncomingMessage, join(folder, 'given up'), cancel.signal);
  cancel.abort();
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
});
