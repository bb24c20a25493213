/** What the first bytes of a file give away. `looksLike` is a name that the renderer may show: `pdf`, `png`. */
export type BytesKind = { kind: 'archive' | 'rtf' | 'pdf' | 'text' } | { kind: 'other'; looksLike: string };

/** Enough for every signature below and for the tags that tell HTML. */
export const headBytes = 4_096;

/** Signatures as latin-1 text at an offset; `*` after the name: too short to trust unless a NUL is near. */
const signatures: readonly [string, string, number?][] = [
  ['postscript', '%!PS'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['webp', 'WEBP', 8],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['bmp*', 'BM'],
  ['exe*', 'MZ'],
  ['elf', '\x7fELF'],
  ['mach-o', '\xcf\xfa\xed\xfe'],
  ['mach-o', '\xca\xfe\xba\xbe'],
  ['gzip', '\x1f\x8b'],
  ['bzip2*', 'BZh'],
  ['xz', '\xfd7zXZ\0'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['7z', "7z\xbc\xaf'\x1c"],
  ['rar', 'Rar!\x1a\x07'],
  ['doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['mobi', 'BOOKMOBI', 60],
  ['djvu', 'AT&TFORM'],
  ['sqlite', 'SQLite format 3\0'],
  ['mp3*', 'ID3'],
  ['flac*', 'fLaC'],
  ['ogg*', 'OggS'],
  ['wav', 'WAVE', 8],
  ['mp4*', 'ftyp', 4],
  ['wasm', '\0asm'],
];

/** A ZIP file with entries, without any, and one that was written in parts. */
const rtf = '{\\rtf';
const archives = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** Mail and web servers put lines before a PDF; bytes that are no text, right below its mark, tell it from a text about it. */
const lateMark = /[\r\n]%PDF-\d\.\d[\r\n]+%[\x80-\xff]{2}/;

/** What a file is by its first bytes, whatever its name says. */
export function kindOfBytes(head: Uint8Array): BytesKind {
  const text = Buffer.from(head).toString('latin1');
  if (archives.some((signature) => text.startsWith(signature))) return { kind: 'archive' };
  if (text.trimStart().startsWith(rtf)) return { kind: 'rtf' };
  if (text.startsWith('%PDF-') || lateMark.test(text.slice(0, 1_024))) return { kind: 'pdf' };
  for (const [name, signature, offset = 0] of signatures) {
    const weak = name.endsWith('*');
    if (!text.startsWith(signature, offset) || (weak && !text.includes('\0'))) continue;
    return { kind: 'other', looksLike: weak ? name.slice(0, -1) : name };
  }
  return { kind: 'text' };
}

/** How a decoded text is to be read; `xml` and `svg` are text that nobody wants to hear. */
export type TextKind = 'html' | 'xhtml' | 'markdown' | 'subtitles' | 'text' | 'xml' | 'svg';

/** WebVTT by its first word; SubRip by the times of its first cue. */
const subtitleSign =
  /^(?:WEBVTT(?=\s|$)|\s*(?:\d+[ \t]*\r?\n)?[ \t]*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d)/;

const htmlTag = /^<(?:!doctype\s+html|html|head|body)\b/i;
const anyTag =
  /^<(?:title|meta|link|style|script|div|p|h[1-6]|section|article|main|table|ul|ol|blockquote|header|nav|span|b|i|center|font)\b[^<>]{0,1000}>/i;

/** What a text is by its first tags and signs; the name decides only between markdown and what could be it. */
export function kindOfText(text: string, name: string): TextKind {
  if (subtitleSign.test(text.slice(0, headBytes))) return 'subtitles';
  const start = afterProlog(text.slice(0, headBytes * 16));
  const isXml = /^\s*<\?xml\b/i.test(text.slice(0, headBytes));
  if (isXml && /^<svg\b/i.test(start)) return 'svg';
  if (isXml) return /^<(?:!doctype\s+html|(?:\w+:)?html)\b/i.test(start) ? 'xhtml' : 'xml';
  if (htmlTag.test(start)) return 'html';
  if (/^<svg\b/i.test(start)) return 'svg';
  if (/\.(?:md|markdown|mkdn?|mdown)$/i.test(name)) return 'markdown';
  if (anyTag.test(start) && (/\.x?html?$/i.test(name) || /<\/[a-z][a-z0-9]*\s*>/i.test(start))) return 'html';
  return isMarkdown(text.slice(0, headBytes * 16)) ? 'markdown' : 'text';
}

/** Without the XML declaration, comments and white space that may stand before the first tag. */
function afterProlog(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const end = rest.startsWith('<?') ? rest.indexOf('>') + 1 : rest.startsWith('<!--') ? rest.indexOf('-->') + 3 : 0;
    if (end < 3) return rest;
    rest = rest.slice(end).trimStart();
  }
}

/** Signs that plain text has by chance one at a time, but hardly two of. */
const markdownSigns = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)[ \t]*\w*[ \t]*$/m,
  /\[[^\]\n]{1,200}\]\((?:https?:|mailto:|\.{0,2}\/|#)[^)\s]{0,500}\)/,
  /^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$/m,
  /(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])/,
  /^> \S/m,
  /^---\n(?:[\w-]{1,40}:.{0,300}\n){1,30}---\n/,
];

function isMarkdown(sample: string): boolean {
  const unix = sample.replaceAll('\r\n', '\n');
  return markdownSigns.filter((sign) => sign.test(unix)).length >= 2;
}
