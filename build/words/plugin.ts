import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { moduleOf } from './catalogue.ts';
import { root, speaks } from './sources.ts';
import { textsOf } from './texts.ts';

/** Puts a look-up in the place of each text that a person reads, and makes modules of the catalogues. */
export function translated(): Plugin {
  const lookUp = join(root, 'app/words/language.ts');
  return {
    name: 'translated',
    transform: {
      // As it is written, before Svelte's compiler or anything else.
      order: 'pre',
      async handler(source, id) {
        if (id.endsWith('.po')) return { code: moduleOf(source), map: null };
        const path = relative(root, id).split(sep).join('/');
        if (!speaks(path)) return null;
        const { code, map } = await textsOf(path, source, lookUp);
        return code === undefined ? null : { code, map: map as null };
      },
    },
  };
}
