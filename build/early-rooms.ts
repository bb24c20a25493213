import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** What a chunk of Vite's knows of styles. */
type Styled = Rolldown.OutputChunk & { viteMetadata?: { importedCss: ReadonlySet<string> } };

/**
 * Has a page fetch at once what its first module imports only when it knows the language: all of it is needed in the
 * end, and it would else be found in three steps. The languages themselves are not among it.
 */
export function earlyRooms(): Plugin {
  return {
    name: 'early-rooms',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, chunk }) {
        if (!bundle || !chunk) return [];
        const scripts = new Set<string>();
        const styles = new Set<string>();
        const add = (fileName: string) => {
          const found = bundle[fileName];
          if (found?.type !== 'chunk' || scripts.has(fileName)) return;
          scripts.add(fileName);
          (found as Styled).viteMetadata?.importedCss.forEach((style) => styles.add(style));
          found.imports.forEach(add);
        };
        chunk.dynamicImports.forEach(add);
        return [...tags('modulepreload', scripts), ...tags('preload', styles, { as: 'style' })];
      },
    },
  };
}

const tags = (rel: string, files: Iterable<string>, more: Record<string, string> = {}): HtmlTagDescriptor[] =>
  Array.from(files, (file) => ({
    tag: 'link',
    injectTo: 'head',
    attrs: { rel, crossorigin: true, href: `./${file}`, ...more },
  }));
