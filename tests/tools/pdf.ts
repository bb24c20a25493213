import { deflateSync } from 'node:zlib';

/** A PDF file of the given objects, the first of them its catalog. */
export function pdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const push = (bytes: Buffer) => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    push(Buffer.from(`${index + 1} 0 obj\n`));
    push(typeof object === 'string' ? Buffer.from(object) : object);
    push(Buffer.from('\nendobj\n'));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = length;
  push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R>>\n`));
  push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A stream object; `dictionary` says more of it than its length. */
export function streamOf(bytes: Buffer | string, dictionary = ''): Buffer {
  const body = Buffer.from(bytes);
  const head = Buffer.from(`<<${dictionary}/Length ${body.length}>>\nstream\n`);
  return Buffer.concat([head, body, Buffer.from('\nendstream')]);
}

export const deflated = (bytes: Buffer | string) => streamOf(deflateSync(bytes), '/Filter/FlateDecode');

/** A book set in Helvetica: a running head, a page number and the given lines on every page. */
export function bookOf(pages: readonly (readonly string[])[], head: string): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&');
  const objects = pages.flatMap((lines, index) => {
    const shown = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
    const furniture = `1 0 0 1 72 780 Tm (${escaped(head)}) Tj 1 0 0 1 300 30 Tm (${index + 1}) Tj`;
    const contents = `BT /F 10 Tf 12 TL ${furniture} 1 0 0 1 72 740 Tm\n${shown}\nET`;
    const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + index * 2} 0 R/Resources<</Font<</F 3 0 R>>>>>>`;
    return [page, deflated(contents)];
  });
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...objects,
  ]);
}
