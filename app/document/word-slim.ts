/** What says only how letters, lines and pages look; nothing of it is read. Word writes it for every few words. */
const looks =
  'rFonts|lang|b|bCs|i|iCs|u|strike|dstrike|color|sz|szCs|kern|spacing|w|position|highlight|effect|bdr|shd|fitText|em|' +
  'caps|smallCaps|outline|shadow|emboss|imprint|noProof|snapToGrid|jc|ind|keepNext|keepLines|pageBreakBefore|' +
  'widowControl|suppressLineNumbers|suppressAutoHyphens|kinsoku|wordWrap|overflowPunct|topLinePunct|autoSpaceDE|' +
  'autoSpaceDN|adjustRightInd|contextualSpacing|mirrorIndents|textAlignment|proofErr|lastRenderedPageBreak';
const look = new RegExp(`<w:(?:${looks})(?:\\s[^<>]*)?/>|\\sw:rsid\\w{0,8}="\\w{0,16}"`, 'g');
const emptied = /<w:[rp]Pr>\s*<\/w:[rp]Pr>|<w:[rp]Pr\s*\/>/g;
/** Between two runs of text that differed in their looks alone. */
const seam = /<\/w:t><\/w:r><w:r><w:t(?: xml:space="preserve")?>/g;

/**
 * The same text in a part of a Word document with far fewer tags, for a parser that takes a kilobyte for each of them:
 * a book of 1,000 pages is read in half the time. Documents with other prefixes stay as they are.
 */
export function slimmed(part: string): string {
  return part.replace(look, '').replace(emptied, '').replace(seam, '');
}
