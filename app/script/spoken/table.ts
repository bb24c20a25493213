import type { Pronunciation } from '../../model/pronunciation.ts';

/** A pronunciation that has no id yet. */
export type PronunciationRow = Omit<Pronunciation, 'id'>;

const COLUMNS = ['written', 'spoken', 'whole word', 'match case', 'language'] as const;

/** As RFC 4180 has it, with a heading, and a mark of its encoding in front, which spreadsheets look for. */
export function tableOf(pronunciations: readonly PronunciationRow[]): string {
  const rows = pronunciations.map(({ written, spoken, wholeWord, matchCase, language }) => [
    ...[written, spoken, yes(wholeWord), yes(matchCase), language ?? ''],
  ]);
  return `\ufeff${[[...COLUMNS], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/**
 * The pronunciations of a table with commas, semicolons or tabs; its columns in any order where a heading names them,
 * else as above. Rows that lack one of the first two are passed over; what is not said of one is as usual: whole words, any case.
 */
export function pronunciationsIn(table: string): PronunciationRow[] {
  const text = table.replace(/^\ufeff/, '');
  const [heading = [], ...others] = rowsOf(text, delimiterOf(text));
  const named = heading.map((name) => name.trim().toLowerCase());
  const headed = named.includes('written') && named.includes('spoken');
  const column = (row: string[], name: (typeof COLUMNS)[number]) =>
    (row[headed ? named.indexOf(name) : COLUMNS.indexOf(name)] ?? '').trim();
  return (headed ? others : [heading, ...others]).flatMap((row) => {
    const written = column(row, 'written');
    const spoken = column(row, 'spoken');
    if (written === '' || spoken === '') return [];
    return {
      written,
      spoken,
      wholeWord: !NO.test(column(row, 'whole word')),
      matchCase: YES.test(column(row, 'match case')),
      language: LANGUAGE.exec(column(row, 'language').toLowerCase())?.[0] ?? null,
    };
  });
}

const YES = /^(?:yes|true|1|x)$/i;
const NO = /^(?:no|false|0)$/i;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/;

const yes = (so: boolean) => (so ? 'yes' : 'no');
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The one of which the first line has most: spreadsheets take what their system's decimal comma leaves free. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = new RegExp(String.raw`(?:"((?:[^"]|"")*)"|([^${delimiter}\r\n]*))(${delimiter}|\r?\n|\r|$)`, 'gy');
  for (const [, quoted, bare = '', end] of text.matchAll(cells)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
