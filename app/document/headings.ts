/** A heading found at the start of a run of lines, and the lines that are left of the run. */
export interface TextHeading {
  title: string;
  /** The heading as it stands: its lines, without what underlines them. */
  lines: string[];
  rest: string[];
}

const units = 'one|two|three|four|five|six|seven|eight|nine';
const numerals =
  `(?:[ivxlcdm]+|\\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:${units}))?|${units}|` +
  'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|' +
  'the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last))';
const words =
  'chapter|part|book|volume|section|act|scene|canto|letter|chapitre|partie|kapitel|teil|capítulo|capitulo|parte|' +
  'capitolo|hoofdstuk|rozdział|kapitola|kapittel|глава|часть';
const numbered = new RegExp(`^(?:${words})\\s+${numerals}(?![\\p{L}\\p{N}'’])`, 'iu');
const named =
  /^(?:prologue|epilogue|preface|foreword|introduction|afterword|interlude|conclusion|(?:table of )?contents|dedication|acknowledge?ments|(?:foot|end)?notes|glossary|bibliography|index|appendix(?: [a-z\d]{1,3})?)[.:]?$/i;
const underline = /^(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})$/;
/** UTF-16 units of a line that may still be a heading. */
const longest = 100;
const longestSubtitle = 60;

/** Is a line "CHAPTER I", "Chapter 1: A title", "Prologue"? A sentence that begins with such words is not. */
export function isChapterLine(line: string): boolean {
  if (line.length > longest) return false;
  if (named.test(line)) return /^\p{Lu}/u.test(line);
  const start = numbered.exec(line)?.[0];
  if (start === undefined || !/^\p{Lu}/u.test(line)) return false;
  const rest = line.slice(start.length).trim();
  return rest === '' || rest === '.' || /^[.:—–-]/.test(rest) || isTitle(rest, longestSubtitle);
}

const partLine =
  /^(part|book|volume|teil|buch|band|partie|livre|tome|parte|libro|livro|deel|del|część|часть|книга|第.{1,3}[部巻卷])([\s.:]|$)/iu;

/** Does a title name a part that has chapters below it: "Part Two", "第一部"? */
export function isPartTitle(title: string): boolean {
  return partLine.test(title);
}

/** Could a line be a title: short, begun large, not ended like a sentence? */
export function isTitle(line: string, most: number): boolean {
  return line.length <= most && /^["'“‘«¿¡(]?[\p{Lu}\p{Lo}\d]/u.test(line) && !/[.,;:]["'”’»)]?$/.test(line);
}

/** The heading that a run of lines begins with, or null. Lines are trimmed. */
export function headingOf(run: readonly string[]): TextHeading | null {
  const [first = '', second = ''] = run;
  if (first.length <= longest && !underline.test(first) && underline.test(second)) {
    return { title: first, lines: [first], rest: run.slice(2) };
  }
  // Several such lines together are a table of contents.
  if (!isChapterLine(first) || run.slice(1).some(isChapterLine)) return null;
  if (run.length === 2 && isSubtitle(second)) {
    return { title: `${first.replace(/[.:]$/, '')}: ${second}`, lines: [first, second], rest: [] };
  }
  return { title: first, lines: [first], rest: run.slice(1) };
}

/** A chapter's title on a line of its own: every longer word begun large, nothing of a sentence about it. */
export function isSubtitle(line: string): boolean {
  if (!isTitle(line, longestSubtitle) || /[!?"”]$/.test(line)) return false;
  return line.split(/\s+/).every((word) => word.length < 5 || !/^\p{Ll}/u.test(word));
}
