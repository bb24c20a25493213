/** Who uses a machine, as its paths tell. */
interface Person {
  /** Their folder. */
  home: string;
  /** What they sign in as. */
  name: string;
}

/** Names that tell nothing of a person, and are words besides. */
const NOBODY = new Set(['root', 'user', 'admin', 'administrator', 'runner', 'node']);

/**
 * A text without their folder (`~`), what they sign in as (`<person>`), and whose a device is: “Anna’s AirPods” is what
 * systems call a device of hers. Paths may come with the backslashes of JSON.
 */
export function anonymous(text: string, { home, name }: Person): string {
  const owned = text.replace(/\p{Lu}[\p{L}\p{M}.-]*(?: \p{Lu}[\p{L}\p{M}.-]*)*[’']s (?=\S)/gu, '<person>’s ');
  const homes = [home, home.replaceAll('\\', '\\\\')].filter((path) => path.length > 1);
  const homeless = homes.reduce((rest, path) => rest.replaceAll(path, '~'), owned);
  const known = name !== '' && !NOBODY.has(name.toLowerCase());
  return known ? homeless.replace(wordOf(name), '<person>') : homeless;
}

/** The name where no letter or digit is next to it. */
const wordOf = (name: string) => new RegExp(`(?<![\\p{L}\\d])${RegExp.escape(name)}(?![\\p{L}\\d])`, 'giu');
