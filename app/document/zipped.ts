import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import { Archive } from './archive.ts';
import type { Limits, Report } from './limits.ts';

/**
 * The document in a ZIP file: EPUB, DOCX or ODT, by what its directory lists. Throws `file-type-unknown` for other
 * archives, `document-damaged`, `document-encrypted`, `document-hostile`, `document-too-complex`,
 * `document-without-text`.
 */
export async function readZipped(path: string, name: string, limits: Limits, report: Report): Promise<Document> {
  const archive = await Archive.open(path, limits);
  try {
    const kind = await kindOf(archive);
    switch (kind) {
      case 'epub':
        return await (await import('./epub.ts')).readEpub(archive, name, limits, report);
      case 'docx':
        return await (await import('./docx.ts')).readDocx(archive, name, limits, report);
      case 'odt':
        return await (await import('./odt.ts')).readOdt(archive, name, limits, report);
      default: {
        const details = { looksLike: kind };
        throw new Problem('file-type-unknown', 'an archive of something else', { details });
      }
    }
  } finally {
    archive.close();
  }
}

/** Bytes of a `mimetype` entry that names a type at all. */
const longestType = 200;

async function kindOf(archive: Archive): Promise<string> {
  const typed = archive.has('mimetype') && archive.sizeOf('mimetype') <= longestType;
  const type = typed ? (await archive.readText('mimetype')).trim() : '';
  const opened = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(-template)?$/.exec(type)?.[1];
  if (opened) return { text: 'odt', spreadsheet: 'ods', presentation: 'odp' }[opened]!;
  const paths = new Set(archive.paths);
  if (type === 'application/epub+zip' || paths.has('META-INF/container.xml')) return 'epub';
  if ([...paths].some((path) => /^word\/document\d*\.xml$/.test(path))) return 'docx';
  if (paths.has('xl/workbook.xml')) return 'xlsx';
  if (paths.has('ppt/presentation.xml')) return 'pptx';
  return paths.has('META-INF/MANIFEST.MF') ? 'jar' : 'zip';
}
