import { Problem } from '../model/problem.ts';
import type { Archive } from './archive.ts';
import type { Limits } from './limits.ts';
import { attribute, elementsIn, nameOf, parseMarkup } from './markup.ts';

const containerPath = 'META-INF/container.xml';
const encryptionPath = 'META-INF/encryption.xml';
/** Ways to scramble fonts, which leave the text in the clear (EPUB OCF 3.3, 4.3; Adobe's older one). */
const fontScrambling = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);

/**
 * Where the package document of an EPUB is. Throws `document-encrypted` where more than fonts is scrambled,
 * `document-damaged`.
 */
export async function packagePath(archive: Archive, limits: Limits): Promise<string> {
  if (archive.has(encryptionPath)) await refuseEncrypted(archive, limits);
  const root = parseMarkup(await archive.readText(containerPath), 'text/xml', limits);
  for (const element of elementsIn(root)) {
    const path = nameOf(element) === 'rootfile' ? attribute(element, 'full-path') : '';
    if (path) return path;
  }
  throw new Problem('document-damaged', 'the container names no package');
}

async function refuseEncrypted(archive: Archive, limits: Limits): Promise<void> {
  const root = parseMarkup(await archive.readText(encryptionPath), 'text/xml', limits);
  let insideKey = false;
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    // A key may be encrypted itself; what counts is what the contents are encrypted with.
    if (name === 'encrypteddata') insideKey = false;
    if (name === 'encryptedkey') insideKey = true;
    if (name !== 'encryptionmethod' || insideKey) continue;
    if (!fontScrambling.has(attribute(element, 'Algorithm'))) {
      throw new Problem('document-encrypted', 'the text of the book is encrypted');
    }
  }
}
