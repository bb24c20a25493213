import { expect, test } from 'vitest';
import { decode } from '../../../app/document/encoding.ts';

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const text = 'Grüße, “Anna”';

test('UTF-8 and UTF-16 are known by their mark, which is not part of the text', () => {
  expect(decode(Buffer.from(`\ufeff${text}`))).toBe(text);
  expect(decode(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text);
  expect(decode(swapped(Buffer.from(`\ufeff${text}`, 'utf16le')))).toBe(text);
});

test('they are known without a mark too', () => {
  expect(decode(Buffer.from(text))).toBe(text);
  expect(decode(Buffer.from(text, 'utf16le'))).toBe(text);
  expect(decode(swapped(Buffer.from(text, 'utf16le')))).toBe(text);
});

test('what is no UTF-8 is windows-1252, or what a page declares', () => {
  expect(decode(Buffer.from('caf\xe9 \x93na\xefve\x94 \x80', 'latin1'))).toBe('café “naïve” €');
  const page = Buffer.concat([Buffer.from('<meta charset="koi8-r"><p>'), Buffer.from([0xed, 0xe9, 0xf2])]);
  expect(decode(page)).toBe('<meta charset="koi8-r"><p>МИР');
  expect(decode(Buffer.from('<?xml encoding="no-such"?>\xe9', 'latin1'))).toBe('<?xml encoding="no-such"?>é');
});

test('a torn character does not make UTF-8 something else', () => {
  expect(decode(Buffer.concat([Buffer.from('Grüße, schöne Grüße '), Buffer.from([0xc3])]))).toBe(
    'Grüße, schöne Grüße \ufffd',
  );
});

test('bytes that are no text are none', () => {
  expect(decode(Buffer.from('a text with a \0 in it'))).toBe(null);
  expect(decode(Buffer.from('\x01\x02\x03\x04 ab'))).toBe(null);
  expect(decode(Buffer.from('\ufeffab\0c', 'utf16le'))).toBe(null);
});
