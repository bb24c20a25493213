// What a release tells those that are there already: `node build/updates.ts <packed> <release> <percent>`.
// Each machine that packed left files of its own, one folder each; their latest*.yml are joined by name, as the same one
// speaks of x64 and arm64 on macOS and Windows, get the notes of this version from CHANGELOG.md, and the share of people,
// in percent, that is offered the version first. With one folder only, that share is set in what was released:
// `node build/updates.ts --share <release> <percent>`.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The reader that electron-builder writes them with. */
const yaml = createRequire(join(root, 'node_modules/app-builder-lib/package.json'))('js-yaml') as {
  load(text: string): News;
  dump(news: News, how: { lineWidth: number }): string;
};

/** What a latest*.yml says, as far as it matters here. */
export interface News {
  version: string;
  files: { url: string; sha512: string }[];
  releaseNotes?: string;
  stagingPercentage?: number;
}

const isNews = (name: string) => /^latest[\w-]*\.yml$/.test(name);

/** One file of several that speak of the same version. */
export function joined(news: readonly News[]): News {
  const versions = new Set(news.map(({ version }) => version));
  if (versions.size !== 1) throw new Error(`not one version but ${[...versions].join(', ')}`);
  return { ...news[0]!, files: news.flatMap(({ files }) => files) };
}

/** What CHANGELOG.md says of a version, or of the one that is being made. */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const named = parts.find((part) => part.startsWith(version)) ?? parts.find((part) => /^unreleased/i.test(part));
  return (named ?? '').split('\n').slice(1).join('\n').trim();
}

/** With the share of people, in percent, that is offered the version; everybody is offered one that names none. */
export function staged(news: News, percent: number): News {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new Error(`${percent} is no share from 0 to 100`);
  const { stagingPercentage: _former, ...rest } = news;
  return percent === 100 ? rest : { ...rest, stagingPercentage: percent };
}

function gather(packed: string, release: string, percent: number): void {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const byName = new Map<string, News[]>();
  mkdirSync(release, { recursive: true });
  for (const machine of readdirSync(packed)) {
    for (const name of readdirSync(join(packed, machine))) {
      const file = join(packed, machine, name);
      if (isNews(name)) byName.set(name, [...(byName.get(name) ?? []), yaml.load(readFileSync(file, 'utf8'))]);
      else renameSync(file, join(release, name));
    }
  }
  for (const [name, news] of byName) {
    const whole = joined(news);
    write(join(release, name), staged({ ...whole, releaseNotes: notesOf(changelog, whole.version) }, percent));
  }
}

function share(release: string, percent: number): void {
  for (const name of readdirSync(release).filter(isNews)) {
    const file = join(release, name);
    write(file, staged(yaml.load(readFileSync(file, 'utf8')), percent));
  }
}

const write = (file: string, news: News) => writeFileSync(file, yaml.dump(news, { lineWidth: 120 }));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const words = process.argv.slice(2);
  const [first = '', second = '', percent = ''] = words;
  if (first === '--share') share(second, Number(percent));
  else gather(first, second, Number(percent));
}
