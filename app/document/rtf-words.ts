/** Control words that stand for a character. `\-` is a soft hyphen, which nobody wants. */
export const characters: ReadonlyMap<string, string> = new Map([
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['emspace', ' '],
  ['enspace', ' '],
  ['qmspace', ' '],
  ['~', '\u00a0'],
  ['_', '‑'],
  ['tab', ' '],
  ['line', '\n'],
  ['lbr', '\n'],
  ['nestcell', ' '],
  ['nestrow', ' '],
]);

/** Groups that hold no text of the document, by their first word; so does every `\*` group that is not known. */
export const silentDestinations = new Set(
  (
    'colortbl pict object objdata header headerl headerr headerf footer footerl footerr footerf ' +
    'fldinst themedata colorschememapping listtable listoverridetable revtbl rsidtbl generator xmlnstbl latentstyles ' +
    'datastore bkmkstart bkmkend xe tc txe rxe annotation atnid atnauthor atntime atnref atndate atnicn atrfstart ' +
    'atrfend pntext listtext pntxta pntxtb nonshppict filetbl mmathPr userprops docvar ftnsep ftnsepc ftncn aftnsep ' +
    'aftnsepc aftncn pgdsctbl template private wgrffmtfilter revised company operator doccomm hlinkbase'
  ).split(' '),
);

/** Groups marked `\*` that do hold text. */
export const heardStarred = new Set(['shptxt', 'shppict', 'ud', 'footnote']);

/** Windows code pages by the charset of a font (RTF 1.9.1, "Font Table"). */
const codePages: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [77, 10000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

/** Names of code pages that are not called `windows-` and their number (WHATWG Encoding). */
const labels: ReadonlyMap<number, string> = new Map([
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [866, 'ibm866'],
  [10000, 'macintosh'],
  [65001, 'utf-8'],
]);

/** The code page of a font's charset, or null where the document's own holds. */
export function codePageOf(charset: number): number | null {
  return codePages.get(charset) ?? null;
}

/** A decoder for a code page, windows-1252 where there is none. */
export function decoderOf(codePage: number): TextDecoder {
  try {
    return new TextDecoder(labels.get(codePage) ?? `windows-${codePage}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
