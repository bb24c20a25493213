import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import type { Archive } from './archive.ts';
import { assembled } from './assembly.ts';
import type { Limits, Report } from './limits.ts';
import { elementsIn, nameOf, parseMarkup } from './markup.ts';
import { odtPassages } from './odt-flow.ts';
import { OdtStyles } from './odt-styles.ts';
import { propertiesOf } from './office.ts';

const manifestPath = 'META-INF/manifest.xml';
/** Shares of the work once the text is a tree, and once it is read. */
const parsedShare = 0.6;
const readShare = 0.9;

/**
 * A text in OpenDocument (ODF 1.3, part 3), as LibreOffice writes it. Deleted text, comments, page headers and footers
 * are no part of what it says; notes and indexes stand behind it. Throws `document-damaged`, `document-encrypted`,
 * `document-too-complex`, `document-without-text`.
 */
export async function readOdt(archive: Archive, name: string, limits: Limits, report: Report): Promise<Document> {
  const parse = async (path: string) => parseMarkup(await archive.readText(path), 'text/xml', limits);
  if (archive.has(manifestPath)) refuseEncrypted(await parse(manifestPath));
  const properties = await propertiesOf(archive, 'meta.xml', limits);
  const styles = new OdtStyles();
  if (archive.has('styles.xml')) styles.add(await parse('styles.xml'));
  const content = await parse('content.xml');
  report(parsedShare);
  styles.add(content);
  const passages = odtPassages(content, styles);
  report(readShare);
  return assembled(passages, { ...properties, language: properties.language || styles.language }, name, limits);
}

function refuseEncrypted(manifest: Element): void {
  for (const element of elementsIn(manifest)) {
    if (nameOf(element) !== 'encryption-data') continue;
    throw new Problem('document-encrypted', 'the text of the document is encrypted');
  }
}
