import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A package of Vite's list: its name, version and licence. A heading of a licence's own text has no version. */
const HEAD = /^## (\S+) - (\d\S*) \((.+)\)$/;

interface Bundled {
  name: string;
  version: string;
  licence: string;
  /** Empty where the package has none beside its code. */
  text: string;
}

/** The packages that a licenses.md of Vite's lists. */
export function listed(markdown: string): Bundled[] {
  const packages: Bundled[] = [];
  for (const line of markdown.split('\n')) {
    const [, name, version = '', licence = ''] = HEAD.exec(line) ?? [];
    const last = packages.at(-1);
    if (name) packages.push({ name, version, licence, text: '' });
    else if (last) last.text += `${line}\n`;
  }
  return packages.map((one) => ({ ...one, text: one.text.trim() }));
}

/**
 * Gives a text to each package that has none beside its code: the licence that it names, with its author. Behind them
 * follow the texts of what others have compiled into those packages. Throws where a package was bundled that the list
 * does not name.
 */
export function completeLicences(file: string, bundled: ReadonlySet<string>): void {
  const packages = listed(readFileSync(file, 'utf8'));
  const unnamed = [...bundled].filter((one) => packages.every(({ name }) => name !== one));
  if (unnamed.length > 0) throw new Error(`bundled without a licence: ${unnamed.join(', ')}`);
  const parts = packages.map(({ name, version, licence, text }) =>
    [`## ${name} - ${version} (${licence})`, text || usual(name, licence)].join('\n\n'),
  );
  const names = new Set(packages.map(({ name }) => name));
  const within = inside.filter(({ carrier }) => names.has(carrier));
  parts.push(
    ...within.map(({ title, text }) => [`## ${title}`, readFileSync(join(texts, text), 'utf8').trim()].join('\n\n')),
  );
  writeFileSync(file, `# Licences of what is bundled here\n\n${parts.join('\n\n')}\n`);
}

const texts = join(root, 'build/resources/licences');

/** Parts of packages under a licence of their own, whose text the packages do not carry. */
const inside = [
  {
    carrier: '@mediabunny/aac-encoder',
    title: 'FFmpeg, in @mediabunny/aac-encoder (LGPL-2.1-or-later)',
    text: 'LGPL-2.1.txt',
  },
  {
    carrier: '@mediabunny/mp3-encoder',
    title: 'LAME, in @mediabunny/mp3-encoder and wasm-media-encoders (LGPL-2.0-or-later)',
    text: 'LGPL-2.txt',
  },
  {
    carrier: '@mediabunny/flac-encoder',
    title: 'libFLAC, in @mediabunny/flac-encoder (BSD-3-Clause)',
    text: 'libFLAC.txt',
  },
  { carrier: 'libopus-wasm', title: 'libopus, in libopus-wasm (BSD-3-Clause)', text: 'libopus.txt' },
  { carrier: 'unpdf', title: 'pdf.js, in unpdf (Apache-2.0)', text: 'Apache-2.0.txt' },
];

/** The text of a licence that a package only names. */
function usual(name: string, licence: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  const { author } = JSON.parse(manifest) as { author: string | { name: string } };
  const holder = typeof author === 'string' ? author : author.name;
  return readFileSync(join(texts, `${licence}.txt`), 'utf8')
    .replace('{holder}', holder)
    .trim();
}
