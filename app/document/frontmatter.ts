/** What the head of a markdown file says about it, and the text after the head. */
export interface FrontMatter {
  title: string;
  author: string;
  language: string;
  body: string;
}

/** Between lines of `---` at the very start; lines of `key: value`, of which three are understood. */
const head = /^---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** Reads and drops YAML front matter. Text without it comes back whole. */
export function frontMatter(text: string): FrontMatter {
  const source = text.replace(/\r\n?/g, '\n');
  const match = head.exec(source);
  if (!match || !/^[\w-]+[ \t]*:/m.test(match[1]!)) return { title: '', author: '', language: '', body: source };
  const lines = match[1]!.split('\n');
  return {
    title: field(lines, ['title']),
    author: field(lines, ['author', 'authors', 'creator']),
    language: field(lines, ['language', 'lang']),
    body: source.slice(match[0].length),
  };
}

/** A plain or quoted value; of a list, on one line or on the lines below, all entries. */
function field(lines: string[], keys: string[]): string {
  const at = lines.findIndex((line) => keys.includes(/^([\w-]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase() ?? ''));
  if (at < 0) return '';
  const value = lines[at]!.slice(lines[at]!.indexOf(':') + 1).trim();
  if (value.startsWith('[') && value.endsWith(']')) return value.slice(1, -1).split(',').map(unquoted).join(', ');
  if (value) return unquoted(value);
  const below = lines.slice(at + 1);
  const end = below.findIndex((line) => !/^\s*- /.test(line));
  const entries = end < 0 ? below : below.slice(0, end);
  return entries.map((line) => unquoted(line.replace(/^\s*- /, ''))).join(', ');
}

const unquoted = (value: string) => value.trim().replace(/^(["'])(.*)\1$/, '$2');
