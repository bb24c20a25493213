/** One way of saying something: wherever `source` stands by itself, `replacement` is spoken. */
export interface Pronunciation {
  source: string;
  replacement: string;
}

/** Rules as Together's `extra_params.pronunciation_dict` has them: `source/replacement`. What is no rule is left out. */
export function pronunciations(rules: readonly string[]): Pronunciation[] {
  return rules.flatMap((rule) => {
    const [source = '', ...rest] = rule.split('/');
    return source.trim() === '' || rest.length === 0 ? [] : [{ source: source.trim(), replacement: rest.join('/') }];
  });
}

/** The text as it is to be spoken; of rules for the same words the first one holds, and case matters. */
export function pronounced(text: string, rules: readonly Pronunciation[]): string {
  if (rules.length === 0) return text;
  const replacements = new Map(rules.toReversed().map(({ source, replacement }) => [source, replacement]));
  const sources = [...replacements.keys()].sort((a, b) => b.length - a.length).map((source) => literal(source));
  const anywhere = new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(anywhere, (source) => replacements.get(source)!);
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
