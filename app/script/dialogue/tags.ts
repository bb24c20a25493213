/** What stands beside a speech and tells whose it is. */
export interface Tag {
  /** Null for a pronoun. */
  name: string | null;
  /** Range in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** Verbs of saying in the past and the present, as they stand beside speech. */
const VERBS: Readonly<Record<string, string>> = {
  en: 'said|says|asked|asks|replied|replies|answered|cried|shouted|whispered|called|muttered|murmured|exclaimed|added|began|continued|repeated|laughed|sighed|demanded|insisted|agreed|yelled|screamed|snapped|growled|hissed|gasped|observed|remarked|returned|told|went on|put in',
  de: 'sagte|sagt|fragte|fragt|antwortete|erwiderte|rief|flüsterte|schrie|murmelte|meinte|entgegnete|begann|fuhr|wiederholte|lachte|seufzte|brummte|erklärte',
  fr: "dit|demanda|répondit|répliqua|cria|murmura|chuchota|s’écria|s'écria|ajouta|reprit|fit|continua|soupira|répéta|demande|répond",
  es: 'dijo|preguntó|respondió|contestó|gritó|susurró|murmuró|exclamó|añadió|repitió|replicó|continuó|dice|pregunta',
  it: 'disse|chiese|domandò|rispose|gridò|sussurrò|mormorò|esclamò|aggiunse|ripeté|continuò|fece|dice',
  pt: 'disse|perguntou|respondeu|gritou|sussurrou|murmurou|exclamou|acrescentou|repetiu|continuou',
};
const PRONOUNS = 'he|she|they|I|we|it|er|sie|ich|wir|es|il|elle|ils|elles|je|él|ella|ellos|yo|lui|lei|io|ele|ela|eu';
const TITLE = String.raw`(?:(?:Mr|Mrs|Ms|Dr|St|Hr|Fr|Mme|Mlle|M|Sr|Sra|Dr)\.?\s+)`;
const PROPER = String.raw`${TITLE}?\p{Lu}[\p{L}’'-]+(?:\s+(?:(?:de|da|von|van|der|of|the|la|le|du)\s+)?\p{Lu}[\p{L}’'-]+){0,2}`;
const ARTICLE = String.raw`(?:the|der|die|das|le|la|el|il|lo|o|a)\s+|l[’']`;

interface Patterns {
  after: RegExp;
  before: RegExp;
  inside: RegExp;
}
const compiled = new Map<string, Patterns>();

function patternsOf(language: string | null): Patterns {
  const verbs = VERBS[language?.split('-')[0] ?? 'en'] ?? VERBS['en']!;
  const known = compiled.get(verbs);
  if (known) return known;
  const verb = String.raw`(?:${verbs})(?![\p{L}])`;
  // `the captain`, `the old woman`: two words only where a sign or the verb follows, or the second may be anything.
  const common = String.raw`(?:${ARTICLE})\p{Ll}[\p{L}-]+(?:\s+\p{Ll}[\p{L}-]+(?=\s*[.,;:!?—–]|\s*$|\s+${verb}))?`;
  const who = String.raw`(?:(?<name>${PROPER}|${common})|(?:${PRONOUNS})(?![\p{L}’']))`;
  const told = String.raw`(?:${verb}\s+${who}|${who}\s+(?:\p{L}+ly\s+|had\s+)?${verb})`;
  const plain = told.replaceAll('?<name>', '?:');
  const made: Patterns = {
    after: new RegExp(String.raw`^[\s,—–-]*${told}`, 'u'),
    before: new RegExp(String.raw`${told}[^.!?“„"«「]{0,40}[,:]?\s*$`, 'u'),
    inside: new RegExp(String.raw`[—–]\s?${plain}[^—–]*[—–]?|[,!?…]\s${plain}[^.,;!?]*[.,;]?`, 'gu'),
  };
  compiled.set(verbs, made);
  return made;
}

/** UTF-16 units around a speech in which its tag stands. */
const REACH = 120;

/** The tag of the speech `[start, end)`: behind it, else before it in the same sentence; null where none is. */
export function tagOf(text: string, start: number, end: number, language: string | null): Tag | null {
  const { after, before } = patternsOf(language);
  const behind = after.exec(text.slice(end, end + REACH));
  if (behind) return tagFrom(behind, end);
  const near = Math.max(0, start - REACH);
  const from = near + text.slice(near, start).search(/[^.!?”"»」]*$/u);
  const ahead = before.exec(text.slice(from, start));
  return ahead && tagFrom(ahead, from + ahead.index);
}

/** Ranges of a speech in dashes that are not spoken but tell who speaks: ` —dijo Tomás—`, `, dit Tom.` */
export function tagsInside(text: string, language: string | null): Tag[] {
  const { inside } = patternsOf(language);
  return [...text.matchAll(inside)].map((match) => {
    const start = match.index + (/^[,!?…]/.test(match[0]) ? 1 : 0);
    const whole = text.slice(start, match.index + match[0].length);
    const told = patternsOf(language).after.exec(whole);
    return { name: told && tagFrom(told, 0).name, start, end: start + whole.length };
  });
}

function tagFrom(match: RegExpExecArray, offset: number): Tag {
  const name = match.groups?.['name'] ?? null;
  const lead = /^[\s,—–-]*/u.exec(match[0])![0].length;
  return { name, start: offset + lead, end: offset + match[0].trimEnd().length };
}
