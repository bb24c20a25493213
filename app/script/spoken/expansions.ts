type Expansion = readonly [pattern: RegExp, words: string];

/** Names that follow, or numbers: what tells "No. 5" and "St. John" from the end of a sentence. */
const NAME = String.raw`(?=\s+\p{Lu})`;
const NUMBER = String.raw`(?=\s*\d)`;
/** At the end of a sentence the full stop of the abbreviation is also the sentence's, and stays. */
const LAST = String.raw`\.(?!\s*$|\s+\p{Lu})|(?=\.)`;

const always = (written: string, words: string): Expansion => made(`${RegExp.escape(written)}`, words);
const before = (written: string, follows: string, words: string): Expansion =>
  made(`${RegExp.escape(written)}${follows}`, words);
/** One that may end a sentence; `written` is without its full stop. */
const anywhere = (written: string, words: string): Expansion => made(`${RegExp.escape(written)}(?:${LAST})`, words);
const made = (pattern: string, words: string): Expansion => [
  new RegExp(String.raw`(?<![\p{L}\p{N}.])${pattern}`, 'gu'),
  words,
];

/**
 * By language, compiled when one is first asked for: all of them take 20 ms. Only what has one reading; "St.", "in." or
 * "p." alone have several.
 */
const KNOWN: ReadonlyMap<string, () => readonly Expansion[]> = new Map([
  [
    'en',
    () => [
      before('Mr.', NAME, 'Mister'),
      before('Mrs.', NAME, 'Missus'),
      before('Ms.', NAME, 'Miz'),
      before('Dr.', NAME, 'Doctor'),
      before('Prof.', NAME, 'Professor'),
      before('Capt.', NAME, 'Captain'),
      before('Lt.', NAME, 'Lieutenant'),
      before('Sgt.', NAME, 'Sergeant'),
      before('Gen.', NAME, 'General'),
      before('Rev.', NAME, 'Reverend'),
      before('No.', NUMBER, 'number'),
      before('Nos.', NUMBER, 'numbers'),
      before('vol.', NUMBER, 'volume'),
      before('Vol.', NUMBER, 'Volume'),
      before('pp.', NUMBER, 'pages'),
      before('p.', NUMBER, 'page'),
      always('e.g.', 'for example'),
      always('i.e.', 'that is'),
      always('vs.', 'versus'),
      always('approx.', 'approximately'),
      anywhere('etc', 'et cetera'),
    ],
  ],
  [
    'de',
    () => [
      before('Dr.', NAME, 'Doktor'),
      before('Prof.', NAME, 'Professor'),
      before('Hr.', NAME, 'Herr'),
      before('Fr.', NAME, 'Frau'),
      before('Nr.', NUMBER, 'Nummer'),
      before('S.', NUMBER, 'Seite'),
      before('Bd.', NUMBER, 'Band'),
      before('Kap.', NUMBER, 'Kapitel'),
      always('z. B.', 'zum Beispiel'),
      always('z.B.', 'zum Beispiel'),
      always('d. h.', 'das heißt'),
      always('d.h.', 'das heißt'),
      always('u. a.', 'unter anderem'),
      always('u.a.', 'unter anderem'),
      always('bzw.', 'beziehungsweise'),
      always('ca.', 'zirka'),
      always('vgl.', 'vergleiche'),
      always('sog.', 'sogenannt'),
      anywhere('usw', 'und so weiter'),
    ],
  ],
  [
    'fr',
    () => [
      before('M.', NAME, 'Monsieur'),
      before('MM.', NAME, 'Messieurs'),
      before('Mme', NAME, 'Madame'),
      before('Mmes', NAME, 'Mesdames'),
      before('Mlle', NAME, 'Mademoiselle'),
      before('Dr', NAME, 'Docteur'),
      before('n°', NUMBER, 'numéro '),
      before('p.', NUMBER, 'page'),
      always('p. ex.', 'par exemple'),
      always('c.-à-d.', 'c’est-à-dire'),
      anywhere('etc', 'et cetera'),
    ],
  ],
  [
    'es',
    () => [
      before('Sr.', NAME, 'señor'),
      before('Sra.', NAME, 'señora'),
      before('Srta.', NAME, 'señorita'),
      before('Dr.', NAME, 'doctor'),
      before('Dra.', NAME, 'doctora'),
      before('D.', NAME, 'don'),
      before('Dña.', NAME, 'doña'),
      before('núm.', NUMBER, 'número'),
      before('pág.', NUMBER, 'página'),
      always('EE. UU.', 'Estados Unidos'),
      always('p. ej.', 'por ejemplo'),
      anywhere('etc', 'etcétera'),
    ],
  ],
  [
    'it',
    () => [
      before('Sig.', NAME, 'signor'),
      before('Sig.ra', NAME, 'signora'),
      before('Dott.', NAME, 'dottor'),
      before('Prof.', NAME, 'professor'),
      before('pag.', NUMBER, 'pagina'),
      always('p. es.', 'per esempio'),
      anywhere('ecc', 'eccetera'),
    ],
  ],
  [
    'pt',
    () => [
      before('Sr.', NAME, 'senhor'),
      before('Sra.', NAME, 'senhora'),
      before('Dr.', NAME, 'doutor'),
      before('Dra.', NAME, 'doutora'),
      before('núm.', NUMBER, 'número'),
      before('pág.', NUMBER, 'página'),
      always('p. ex.', 'por exemplo'),
      anywhere('etc', 'et cetera'),
    ],
  ],
]);

const compiled = new Map<string, readonly Expansion[]>();

/** The abbreviations of a language by its BCP 47 name, with what is said for them. */
export function expansionsOf(language: string | null): readonly Expansion[] {
  const name = language?.split('-')[0] ?? '';
  const known = compiled.get(name) ?? KNOWN.get(name)?.() ?? [];
  compiled.set(name, known);
  return known;
}
