import { expect, test } from 'vitest';
import { readNavigation, readNcx } from '../../../app/document/contents.ts';
import { resolveHref } from '../../../app/document/href.ts';
import { defaultLimits } from '../../../app/document/limits.ts';
import { parseMarkup } from '../../../app/document/markup.ts';

const xml = (source: string) => parseMarkup(source, 'text/xml', defaultLimits);

test('addresses lead to files of the book, with percent signs undone', () => {
  expect(resolveHref('OEBPS/text/a.xhtml', '../part%20two.xhtml#c%C3%A9')).toEqual({
    path: 'OEBPS/part two.xhtml',
    fragment: 'cé',
  });
  expect(resolveHref('a b/c.opf', 'd.xhtml')).toEqual({ path: 'a b/d.xhtml', fragment: null });
  expect(resolveHref('a.opf', '100%.xhtml')).toEqual({ path: '100%.xhtml', fragment: null });
  expect(resolveHref('a/b.opf', '../../../../etc/passwd')).toEqual({ path: 'etc/passwd', fragment: null });
});

test('addresses that leave the book lead nowhere', () => {
  for (const href of ['https://example.com/', 'file:///etc/passwd', 'mailto:a@b.c', '//host/x', 'http://[', '']) {
    expect(resolveHref('OEBPS/a.xhtml', href)).toBe(null);
  }
});

test('nested lists of a navigation document keep their order, and landmarks their types', () => {
  const nav = xml(`<html xmlns:epub="http://www.idpf.org/2007/ops">
    <nav epub:type="page-list"><a href="p.xhtml">1</a></nav>
    <nav epub:type="toc"><ol>
      <li><a href="a.xhtml">Part <b>One</b></a><ol><li><a href="a.xhtml#x">Chapter 1</a></li></ol></li>
      <li><span>No place</span></li><li><a href="https://example.com">Elsewhere</a></li><li><a href="b.xhtml"></a></li>
    </ol></nav>
    <nav epub:type="landmarks"><a epub:type="copyright-page" href="c.xhtml">Rights</a></nav></html>`);
  expect(readNavigation(nav, 't/nav.xhtml')).toEqual({
    contents: [
      { title: 'Part One', place: { path: 't/a.xhtml', fragment: null } },
      { title: 'Chapter 1', place: { path: 't/a.xhtml', fragment: 'x' } },
    ].map((entry) => expect.objectContaining(entry) as unknown),
    landmarks: [{ title: 'Rights', type: 'copyright-page', place: { path: 't/c.xhtml', fragment: null } }],
  });
});

test('the older table of contents is read without its title and its list of pages', () => {
  const ncx = xml(`<ncx><docTitle><text>Book</text></docTitle><navMap>
    <navPoint><navLabel><text> One </text></navLabel><content src="a.html"/>
      <navPoint><navLabel><text>One and a half</text></navLabel><content src="a.html#h"/></navPoint></navPoint></navMap>
    <pageList><pageTarget><navLabel><text>1</text></navLabel><content src="a.html#p1"/></pageTarget></pageList></ncx>`);
  expect(readNcx(ncx, 'toc.ncx')).toEqual([
    { title: 'One', place: { path: 'a.html', fragment: null }, depth: 1 },
    { title: 'One and a half', place: { path: 'a.html', fragment: 'h' }, depth: 2 },
  ]);
});
