import type { ChapterRole } from '../model/document.ts';

/**
 * Names of parts, as written in `epub:type` and `role` (EPUB Structural Semantics Vocabulary 1.1, DPUB-ARIA) and in
 * the guide of EPUB 2 (OPF 2.0.1, 2.6). What a reader reads aloud is body; reference matter after it is back.
 */
const roleOfName: Readonly<Record<ChapterRole, string>> = {
  front:
    'cover titlepage title-page halftitlepage halftitle copyright-page copyright imprint imprimatur dedication seriespage contributors',
  contents: 'toc loi lot loa lov landmarks page-list',
  notes: 'footnotes endnotes rearnotes footnote endnote rearnote notes',
  back: 'bibliography index glossary acknowledgments acknowledgements colophon appendix credits credit errata answers pullquote',
  body: 'chapter part volume prologue epilogue preface foreword introduction afterword conclusion epigraph preamble text',
};
const roles = table(roleOfName);
/** Wide areas, believed only where nothing more exact is said. */
const areas = table({ front: 'frontmatter', contents: '', notes: '', back: 'backmatter', body: 'bodymatter' });

const titles: readonly [ChapterRole, RegExp][] = [
  [
    'front',
    /^(front |book )?cover( page)?$|^(half[- ])?title ?page$|^copyright( page| notice)?$|^dedication$|^imprint$/i,
  ],
  ['contents', /^(table of )?contents$|^list of (illustrations|figures|tables|plates)$/i],
  ['notes', /^(foot|end|rear)?notes$/i],
  [
    'back',
    /^((select|selected) )?bibliography$|^(general |subject )?index$|^glossary$|^colophon$|^acknowledge?ments$|^(about|also by) the author$|^also by\b.{0,60}$/i,
  ],
];

/**
 * The role of a part by the names it is marked with (`epub:type`, `role`, guide types, parted by spaces) and by its
 * title; null where neither tells. An exact name wins over a title, and a title over an area.
 */
export function roleOf(types: string, title: string): ChapterRole | null {
  const names = types.toLowerCase().split(/\s+/).filter(Boolean).map(bare);
  const first = (map: ReadonlyMap<string, ChapterRole>) => names.map((name) => map.get(name)).find(Boolean);
  return first(roles) ?? roleOfTitle(title) ?? first(areas) ?? null;
}

/** Only a title that is nothing but the name of such a part counts. */
function roleOfTitle(title: string): ChapterRole | undefined {
  const words = title.trim().replace(/[.:]$/, '');
  return titles.find(([, pattern]) => pattern.test(words))?.[0];
}

/** `doc-endnotes` and `z3998:endnotes` name the same part as `endnotes`. */
const bare = (name: string) => name.replace(/^(doc-|[a-z0-9]+:|other\.)/, '');

function table(names: Readonly<Record<ChapterRole, string>>): ReadonlyMap<string, ChapterRole> {
  const entries = Object.entries(names) as [ChapterRole, string][];
  return new Map(
    entries.flatMap(([role, words]) =>
      words
        .split(' ')
        .filter(Boolean)
        .map((word) => [word, role] as const),
    ),
  );
}
