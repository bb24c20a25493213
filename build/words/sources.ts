import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textsOf } from './texts.ts';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The sources that speak to a person in their language, by their paths from the root. */
export const speaks = (path: string): boolean =>
  /^(renderer\/.*\.(svelte|ts)|app\/words\/[^/]*\.ts)$/.test(path) ||
  /^app\/hosts\/electron\/(main|window|dictation|secrets|updates|desktop\/(about|documents|menu|roles|tray))\.ts$/.test(
    path,
  );

/** A text of the source, as catalogues have it. */
export interface SourceText {
  /** By what it is looked up. */
  key: string;
  /** One, or one for each number of things. */
  forms: readonly string[];
  /** What tells it from another text of the same words. */
  context: string | undefined;
  /** Where it stands, as paths from the root. */
  files: string[];
}

/** Every text of the source once, in the order of the files. */
export async function sourceTexts(): Promise<SourceText[]> {
  const texts = new Map<string, SourceText>();
  const paths = globSync(['renderer/**/*', 'app/words/*', 'app/hosts/electron/**/*'], { cwd: root });
  for (const path of paths
    .map((path) => path.split(sep).join('/'))
    .filter(speaks)
    .toSorted()) {
    for (const { forms, context } of (await textsOf(path, readFileSync(join(root, path), 'utf8'))).texts) {
      const key = keyOf(forms, context);
      const text = texts.get(key) ?? { key, forms, context, files: [] };
      if (!text.files.includes(path)) text.files.push(path);
      texts.set(key, text);
    }
  }
  return [...texts.values()];
}

/** As wuchale has it: the forms, and what tells the text from another one, a line each. */
export const keyOf = (forms: readonly string[], context: string | undefined): string =>
  [...forms, ...(context ? [context] : [])].join('\n');
