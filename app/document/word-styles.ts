import { attribute, elementsIn, nameOf } from './markup.ts';

/** Names that Word and its peers give to styles, and the markup that says the same. */
const meanings: readonly [RegExp, (contentsClass: string) => string][] = [
  [/^(title|titel|titre|título|titolo)$/i, () => 'h1:fresh'],
  [
    /^(intense )?quot(e|ations?)$|^block ?text$|^(block ?quote|zitat|citation|cita|citazione)$/i,
    () => 'blockquote > p:fresh',
  ],
  [/^(html preformatted|source ?code|preformatted text|code|plain text code)$/i, () => "pre:separator('\\n')"],
  [/^(verse|poem|poetry|stanza|line block)$/i, () => 'p.verse:fresh'],
  [/^(toc|contents) ?(heading|\d)|^index \d|^table of figures$/i, (contents) => `p.${contents}:fresh`],
];
/** Outline levels that HTML has headings for; Word counts them from 0. */
const deepestOutline = 5;
/** Styles that may be based on each other before it is a circle. */
const mostBases = 20;

interface Style {
  id: string;
  name: string;
  base: string;
  outline: number | null;
}

/**
 * A map of styles for mammoth from `word/styles.xml`: what a style of one's own is based on decides, as does the
 * level it has in the outline, since Word itself goes by those. `contentsClass` marks tables of contents.
 */
export function styleMapOf(root: Element, contentsClass: string): string[] {
  const styles = new Map(paragraphStyles(root).map((style) => [style.id, style]));
  return [...styles.values()].flatMap((style) => {
    const meaning = meaningOf(style, styles, contentsClass);
    return meaning ? [`p.${escaped(style.id)} => ${meaning}`] : [];
  });
}

function meaningOf(style: Style, styles: ReadonlyMap<string, Style>, contentsClass: string): string | null {
  let next: Style | undefined = style;
  for (let steps = 0; next && steps < mostBases; steps++) {
    const { name, outline }: Style = next;
    const named = meanings.find(([pattern]) => pattern.test(name));
    if (named) return named[1](contentsClass);
    const level = outline ?? headingLevel(name);
    if (level !== null) return level <= deepestOutline ? `h${level + 1}:fresh` : null;
    next = styles.get(next.base);
  }
  return null;
}

function headingLevel(name: string): number | null {
  const level = /^heading ([1-9])$/i.exec(name)?.[1];
  return level ? Number(level) - 1 : null;
}

function paragraphStyles(root: Element): Style[] {
  const styles: Style[] = [];
  let open: Style | null = null;
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (name === 'style') {
      const id = attribute(element, 'w:styleId');
      open = attribute(element, 'w:type') === 'paragraph' && id ? { id, name: '', base: '', outline: null } : null;
      if (open) styles.push(open);
    }
    if (!open) continue;
    const value = attribute(element, 'w:val');
    if (name === 'name') open.name = value;
    if (name === 'basedon') open.base = value;
    if (name === 'outlinelvl' && /^\d$/.test(value)) open.outline = Number(value);
  }
  return styles;
}

/** In mammoth's language of styles, an identifier takes any character behind a backslash. */
const escaped = (id: string) => id.replace(/[^a-z]/gi, '\\$&');
