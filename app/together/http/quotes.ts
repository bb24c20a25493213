/** Characters in a row that no two texts share by chance often enough to matter. */
const QUOTE = 12;

/** Does what a service says repeat 12 characters in a row of ours, however cut, broken or capitalised? */
export function quotes(said: string, ours: readonly string[]): boolean {
  const plainly = plain(said);
  return ours.some((text) => quotesFrom(plainly, plain(text)));
}

function quotesFrom(said: string, ours: string): boolean {
  if (ours.length < QUOTE) return ours !== '' && said.includes(ours);
  for (let at = 0; at + QUOTE <= said.length; at++) {
    if (ours.includes(said.slice(at, at + QUOTE))) return true;
  }
  return false;
}

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();
