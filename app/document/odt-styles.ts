import type { ParagraphKind } from '../model/document.ts';
import { attribute, elementsIn, nameOf } from './markup.ts';

/** What a paragraph's style says of it. */
export interface OdtMeaning {
  kind: ParagraphKind;
  /** 1 to 6 for a heading. */
  level: number;
}

interface Style {
  parent: string;
  level: number;
  language: string;
}

/** Names that LibreOffice and pandoc give to styles, in whatever language its menus are: they are stored in English. */
const meanings: readonly [RegExp, OdtMeaning][] = [
  [/^title$/i, { kind: 'heading', level: 1 }],
  [/^heading_20_([1-6])$/i, { kind: 'heading', level: 0 }],
  [/^(quotations|quote|block_20_quotation)/i, { kind: 'quote', level: 0 }],
  [/^(preformatted_20_text|source_20_code|source_20_text|code)/i, { kind: 'code', level: 0 }],
  [/^(verse|poem|stanza)/i, { kind: 'verse', level: 0 }],
];
const plain: OdtMeaning = { kind: 'text', level: 0 };
/** Styles that may be based on each other before it is a circle. */
const mostParents = 20;

/** The styles of a text, those of its own and those that it uses, by name. */
export class OdtStyles {
  readonly #styles = new Map<string, Style>();
  readonly #known = new Map<string, OdtMeaning>();
  #language = '';

  /** The language that paragraphs have unless they say otherwise. */
  get language(): string {
    return this.#language;
  }

  /** Takes in the styles of `styles.xml` or `content.xml`. */
  add(root: Element): void {
    let open: Style | null = null;
    for (const element of elementsIn(root)) {
      const name = nameOf(element);
      if (name === 'text' && element.localName.startsWith('office:')) return;
      if (name === 'style' || name === 'default-style') {
        const level = Number(attribute(element, 'style:default-outline-level')) || 0;
        open = { parent: attribute(element, 'style:parent-style-name'), level, language: '' };
        const isDefault = name === 'default-style' && attribute(element, 'style:family') === 'paragraph';
        this.#styles.set(isDefault ? '' : attribute(element, 'style:name') || ' ', open);
      }
      if (name === 'text-properties' && open) open.language ||= languageOf(element);
    }
    this.#language = this.#styles.get('')?.language ?? '';
  }

  /** What a style says of its paragraphs, by its own name or what it is based on. */
  meaningOf(name: string): OdtMeaning {
    const before = this.#known.get(name);
    if (before) return before;
    const found = this.#meaningOf(name);
    this.#known.set(name, found);
    return found;
  }

  #meaningOf(start: string): OdtMeaning {
    let name = start;
    for (let steps = 0; name && steps < mostParents; steps++) {
      const style = this.#styles.get(name);
      const level = style?.level || Number(/^heading_20_([1-6])$/i.exec(name)?.[1] ?? 0);
      if (level > 0) return { kind: 'heading', level: Math.min(level, 6) };
      const meaning = meanings.find(([pattern]) => pattern.test(name))?.[1];
      if (meaning) return meaning;
      name = style?.parent ?? '';
    }
    return plain;
  }
}

function languageOf(properties: Element): string {
  const language = attribute(properties, 'fo:language');
  const country = attribute(properties, 'fo:country');
  if (!language || language === 'none' || language === 'zxx') return '';
  return country && country !== 'none' ? `${language}-${country}` : language;
}
