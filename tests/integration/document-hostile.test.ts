import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Case, type Content, outcomeOf, testHostile } from '../tools/hostile.ts';
import { zip, type ZipEntry } from '../tools/zip.ts';

const lantern = readFileSync(new URL('../fixtures/documents/the-lantern-keeper.epub', import.meta.url));
const cut = (share: number) => lantern.subarray(0, Math.floor(lantern.length * share));
const latin = (text: string) => Buffer.from(text, 'latin1');
const many = (text: string, times: number) => text.repeat(times);
const nested = (tag: string, depth: number) => `${many(`<${tag}>`, depth)}x${many(`</${tag}>`, depth)}`;

const xhtml = (body: string, prolog = '') =>
  `<?xml version="1.0"?>${prolog}<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`;
const container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>';
const opf = (spine: string, items = '') =>
  `<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>${items}</manifest><spine>${spine}</spine></package>`;

/** A small book with files put in, replaced, or left out (null). */
function book(files: Record<string, Content | null> = {}, ...more: ZipEntry[]): Buffer {
  const all: Record<string, Content | null> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'a.opf': opf('<itemref idref="a"/>'),
    'a.xhtml': xhtml('<p>Words.</p>'),
    ...files,
  };
  const entries = Object.entries(all).flatMap(([path, data]) => (data === null ? [] : [{ path, data }]));
  return zip([...entries, ...more]);
}

const withNav = (nav: string) =>
  book({
    'a.opf': opf(
      '<itemref idref="a"/>',
      '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
    ),
    'n.xhtml': `<html xmlns:epub="e"><nav epub:type="toc">${nav}</nav></html>`,
  });
const encryption = (algorithm: string) =>
  book({
    'META-INF/encryption.xml': `<encryption><EncryptedData><EncryptionMethod Algorithm="${algorithm}"/></EncryptedData></encryption>`,
  });
const zeros = deflateRawSync(Buffer.alloc(60_000_000));
const bomb = (size: number): ZipEntry => ({ path: 'b', data: zeros, claims: { method: 8, size } });
const laughs = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${many(`&l${n};`, 10)}">`).join('');

const files: Case[] = [
  ['nothing.txt', '', 'file-empty'],
  ['missing.txt', () => {}, 'file-not-found'],
  ['folder.txt', (path) => mkdirSync(path), 'file-unreadable'],
  ['huge.txt', (path) => (writeFileSync(path, 'a'), truncateSync(path, 200_000_000)), 'file-too-large'],
  ['line-of-30-mb.txt', many('word ', 6_000_000), 'file-too-large'],
  ['line-of-15-mb.txt', many('word ', 3_000_000), 'document'],
  ['millions-of-lines.txt', many('a\n', 9_000_000), 'document-too-complex'],
  ['paragraphs.txt', many('a\n\n', 240_000), 'document', 'document-too-complex'],
  ['picture.txt', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'file-type-unknown'],
  ['portable.epub', '%PDF-1.7\n1 0 obj', 'document-damaged', 'document-without-text'],
  ['program.md', latin('MZ\x90\0\x03\0\0\0'), 'file-type-unknown'],
  ['rich.txt', '{\\rtf1 Hello}', 'document'],
  ['drawing.html', '<svg xmlns="x"><text>a</text></svg>', 'file-type-unknown'],
  ['nulls.txt', 'one\0two', 'file-type-unknown'],
  ['noise.txt', Buffer.from(Array.from({ length: 50_000 }, (_, n) => (n * n * 31 + n * 7) & 255)), 'file-type-unknown'],
  ['controls.txt', many('\x01\x02\x1b\b', 1_000), 'file-type-unknown'],
  ['blank.txt', many(' \t\r\n', 100_000), 'document-without-text'],
  ['surrogates.txt', latin('word \xed\xa0\x80 word'), 'document'],
  ['surrogates-16.txt', Buffer.from('\ufeffword \ud800 word', 'utf16le'), 'document'],
  ['odd-16.txt', latin('\xff\xfea\0b\0c'), 'document'],
];

const archives: Case[] = [
  ...[0.999, 0.9, 0.5, 0.1, 0.003].map((share): Case => [`cut-to-${share}.epub`, cut(share), 'document-damaged']),
  ['only-an-end.epub', zip([]), 'file-type-unknown'],
  ['word.epub', zip([{ path: 'word/document.xml', data: '<w/>' }]), 'document-damaged', 'document-without-text'],
  ['bomb.epub', book({}, bomb(60_000_000)), 'document-hostile'],
  ['bomb-that-lies.epub', book({ 'a.xhtml': null }, { ...bomb(5_000), path: 'a.xhtml' }), 'document-hostile'],
  [
    'smaller-than-told.epub',
    book({ 'a.xhtml': null }, { path: 'a.xhtml', data: 'x', claims: { size: 9, packed: 1 } }),
    'document-damaged',
  ],
  [
    'total.epub',
    book({}, ...Array.from({ length: 9 }, (_, n) => ({ path: `${n}`, data: '', claims: { size: 4e7, packed: 1e7 } }))),
    'document-hostile',
  ],
  [
    'wrong-sum.epub',
    book({ 'a.xhtml': null }, { path: 'a.xhtml', data: xhtml('a'), claims: { crc: 1 } }),
    'document-damaged',
  ],
  [
    'not-deflate.epub',
    book({ 'a.xhtml': null }, { path: 'a.xhtml', data: 'words', claims: { method: 8 } }),
    'document-damaged',
  ],
  [
    'unknown-method.epub',
    book({ 'a.xhtml': null }, { path: 'a.xhtml', data: 'words', claims: { method: 99 } }),
    'document-damaged',
  ],
  ['entries.epub', zip(Array.from({ length: 100_000 }, (_, n) => ({ path: `${n}`, data: '' }))), 'document-hostile'],
  ...['../a', 'b/../../a', '/etc/a', 'b\\a', 'C:/a'].map((path, n): Case => [
    `climbs-${n}.epub`,
    book({ [path]: 'a' }),
    'document-hostile',
  ]),
  ['locked.epub', book({}, { path: 'b', data: 'b', flags: 1 }), 'document-encrypted'],
  ['locked-well.epub', book({}, { path: 'b', data: 'b', flags: 64 }), 'document-encrypted'],
  ['rights.epub', encryption('http://www.w3.org/2001/04/xmlenc#aes256-cbc'), 'document-encrypted'],
  ['fonts.epub', encryption('http://www.idpf.org/2008/embedding'), 'document'],
];

const books: Case[] = [
  ['no-container.epub', book({ 'META-INF/container.xml': null }), 'document-damaged'],
  ['empty-container.epub', book({ 'META-INF/container.xml': '<container/>' }), 'document-damaged'],
  ['no-package.epub', book({ 'a.opf': null }), 'document-damaged'],
  ['package-of-words.epub', book({ 'a.opf': 'just words' }), 'document-damaged'],
  ['package-of-bytes.epub', book({ 'a.opf': latin('\x89PNG\r\n\x1a\n\0\0') }), 'document-damaged'],
  ['spine-to-nothing.epub', book({ 'a.opf': opf('<itemref idref="z"/>') }), 'document-damaged'],
  ['spine-to-no-file.epub', book({ 'a.xhtml': null }), 'document-damaged'],
  ['spine-in-circles.epub', book({ 'a.opf': opf(many('<itemref idref="a"/>', 10_000)) }), 'document'],
  [
    'spine-of-itself.epub',
    book({ 'a.opf': opf('<itemref idref="o"/>', '<item id="o" href="a.opf" media-type="application/xhtml+xml"/>') }),
    'document-without-text',
  ],
  ['pictures.epub', book({ 'a.xhtml': xhtml('<img src="a.png"/>') }), 'document-without-text'],
  ['package-of-items.epub', book({ 'a.opf': opf(many('<itemref idref="b"/>', 600_000)) }), 'document-too-complex'],
  ['nav-in-circles.epub', withNav(many('<a href="n.xhtml#a">a</a>', 1_000)), 'document'],
  ['deep-nav.epub', withNav(`${many('<ol><li>', 5_000)}<a href="a.xhtml">a</a>`), 'document', 'document-too-complex'],
  ['deep-chapter.epub', book({ 'a.xhtml': xhtml(nested('div', 50_000)) }), 'document', 'document-too-complex'],
  [
    'laughs.epub',
    book({ 'a.xhtml': xhtml('<p>words &l20;</p>', `<!DOCTYPE html [<!ENTITY l0 "ha">${laughs}]>`) }),
    'document',
  ],
  [
    'outside.epub',
    book({ 'a.xhtml': xhtml('<p>words &x;</p>', '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>') }),
    'document',
  ],
];

const pages: Case[] = [
  ['deep.html', `<!doctype html>${nested('div', 50_000)}`, 'document', 'document-too-complex'],
  ['deep-inline.html', `<!doctype html>${nested('sup', 10_000)}`, 'document', 'document-too-complex'],
  ['deep-tables.html', `<!doctype html>${many('<table><tr><td>', 4_000)}x`, 'document', 'document-too-complex'],
  ['unclosed.html', `<!doctype html>${many('<p>x<b>', 10_000)}`, 'document', 'document-too-complex'],
  ['too-many-tags.html', `<!doctype html>${many('<i>', 600_000)}`, 'document-too-complex'],
  [
    'attributes.html',
    `<p ${Array.from({ length: 1_000_000 }, (_, n) => `a${n.toString(36)}`).join(' ')}>x</p>`,
    'document',
    'document-too-complex',
  ],
  ['long-attribute.html', `<p title="${many('a', 7_900_000)}">x</p>`, 'document'],
  ['picture-inside.html', `<p><img src="data:image/png;base64,${many('QUJD', 4_000_000)}">x</p>`, 'document'],
  ['references.html', `<!doctype html><p>${many('&eacute;', 125_000)}`, 'document', 'document-too-complex'],
  ['unended-tag.html', `<!doctype html>x<a href="${many('<a ', 200_000)}`, 'document', 'document-too-complex'],
  ['only-script.html', '<!doctype html><script>words()</script>', 'document-without-text'],
  ['deep-quotes.md', `${many('>', 50_000)} x`, 'document', 'document-too-complex'],
  [
    'deep-lists.md',
    Array.from({ length: 200 }, (_, n) => `${many('  ', n)}- x`).join('\n'),
    'document',
    'document-too-complex',
  ],
  ['lists-in-a-line.md', `${many('- ', 50_000)}x`, 'document', 'document-too-complex'],
  ['stars.md', many('*a **b ', 50_000), 'document', 'document-too-complex'],
  ['brackets.md', `${many('[', 100_000)}x`, 'document', 'document-too-complex'],
  ['links.md', many('[a](', 60_000), 'document', 'document-too-complex'],
  [
    'ticks.md',
    Array.from({ length: 1_500 }, (_, n) => `${many('`', n)} x `).join(''),
    'document',
    'document-too-complex',
  ],
  ['open-tags.md', many('a <a b="', 40_000), 'document', 'document-too-complex'],
  [
    'table.md',
    `|${many('a|', 2_000)}\n|${many('-|', 2_000)}\n${many('|a\n', 100)}`,
    'document',
    'document-too-complex',
  ],
  ['marks.md', many('*', 600_000), 'document-too-complex'],
];

const posix: Case[] = [['pipe.txt', (path) => execFileSync('/usr/bin/env', ['mkfifo', path]), 'file-unreadable']];

testHostile([...files, ...archives, ...books, ...pages, ...(process.platform === 'win32' ? [] : posix)]);

test.runIf(process.platform === 'linux')('a device is not waited for', async () => {
  expect(await outcomeOf('/dev/zero')).toMatchObject({ outcome: 'file-unreadable' });
});
