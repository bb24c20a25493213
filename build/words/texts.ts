import { adapter as svelteAdapter } from '@wuchale/svelte';
import { adapter as scriptAdapter } from 'wuchale/adapter-vanilla';
import { spoken } from './spoken.ts';

/** What a person reads in a source, and the source with a look-up in the place of each. */
export interface Texts {
  /** One text, or one for each number of things. */
  texts: { forms: string[]; context: string | undefined }[];
  /** The source with its look-ups; `undefined` where it has no texts. */
  code: string | undefined;
  map: unknown;
}

/** The name by which a changed source knows the look-up; wuchale writes it into what it changes. */
const LOOK_UP = '_w_runtime_';
/** The same in `<script module>`. */
const LOOK_UP_IN_MODULE = '_w_runtime_mod_';

/** `count(n, ['# page', '# pages'])`: one text for each number of things, and the language's rule which is when. */
const counted = { name: 'count', args: ['other', 'message', 'pluralFunc'] as ('other' | 'message' | 'pluralFunc')[] };

const shared = {
  heuristic: spoken,
  patterns: [counted],
  // One look-up for the whole file, imported; a window is loaded anew for another language.
  runtime: {
    initReactive: () => null,
    useReactive: false,
    plain: { wrapInit: (expression: string) => expression, wrapUse: (expression: string) => expression },
    reactive: { wrapInit: (expression: string) => expression, wrapUse: (expression: string) => expression },
  },
};
const svelte = svelteAdapter({ ...shared, loader: 'custom' } as never);
const script = scriptAdapter({ ...shared, loader: 'custom' } as never);

/** Texts are their own keys: what has no translation yet is shown in English, and nothing has to be numbered. */
const byThemselves = { get: (key: string) => JSON.stringify(key) } as never;

/** Finds the texts of a source, named by its path from the root; `lookUp` is the module that has it. */
export async function textsOf(path: string, source: string, lookUp = ''): Promise<Texts> {
  const { transform } = /\.svelte(\.ts)?$/.test(path) ? svelte : script;
  const expr = { plain: LOOK_UP, reactive: LOOK_UP };
  const found = await transform({ content: source, filename: path, index: byThemselves, expr, matchUrl: () => null });
  const texts = found.msgs.map(({ msgStr, context }) => ({ forms: msgStr, context }));
  if (texts.length === 0) return { texts, code: undefined, map: undefined };
  const from = JSON.stringify(lookUp);
  const header = `import { lookUp as ${LOOK_UP}, lookUp as ${LOOK_UP_IN_MODULE} } from ${from};`;
  const { code, map } = found.output(header);
  return { texts, code, map };
}
