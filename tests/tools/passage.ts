/** Plain words that a recogniser knows, in sentences long and short, of which no two are alike. */
const PARAGRAPHS = [
  'The old house stood at the end of the road. Nobody had lived there for a very long time.',
  'A young woman bought it in the spring. She brought two chairs, a table, and a great number of books.',
  'She did not listen to them. Every morning she opened all the windows and let the light come in.',
  'Then one night the rain began to fall. It fell for seven days and seven nights without a break.',
];

/** So many paragraphs to be read. */
export const read = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => PARAGRAPHS[i % PARAGRAPHS.length]!);
