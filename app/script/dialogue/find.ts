import type { FoundSpeech } from '../../model/dialogue.ts';
import type { Block, Script } from '../../model/script.ts';
import { looksSpoken, quotesIn, type QuoteStyle, styleOf } from './quotes.ts';
import { type Tag, tagOf, tagsInside } from './tags.ts';

/**
 * What is said in a script, and by whom as far as the text tells it; in the order of the script. Of blocks that nobody
 * was cast for yet, and that may be changed; `only` names the ones that are asked about. A guess is a guess: a person
 * looks at each of them before anything is changed.
 */
export function foundDialogue(script: Script, only?: readonly string[]): FoundSpeech[] {
  const wanted = only && new Set(only);
  const chapters = script.chapters.filter(({ included }) => included || wanted);
  const all = chapters.flatMap(({ blocks }) => blocks).filter(isProse);
  const style = styleOf(all.map(({ text }) => text));
  const found = chapters.flatMap(({ blocks }) => inChapter(blocks.filter(isProse), style, script));
  const free = new Set(
    all
      .filter(({ id, speaker, voice, locked }) => !locked && !speaker && !voice && (wanted?.has(id) ?? true))
      .map(({ id }) => id),
  );
  return renamed(found, script).filter(({ block }) => free.has(block));
}

const isProse = ({ kind }: Block) => kind !== 'heading' && kind !== 'code' && kind !== 'row';

/** Who spoke last, and before that. */
class Turns {
  #last: string | null = null;
  #before: string | null = null;

  get last(): string | null {
    return this.#last;
  }

  /** In a conversation of two the one who did not speak last. */
  get other(): string | null {
    return this.#before;
  }

  spoke(name: string): void {
    if (name === this.#last) return;
    this.#before = this.#last;
    this.#last = name;
  }

  silence(): void {
    this.#before = null;
  }
}

function inChapter(blocks: readonly Block[], style: QuoteStyle, { language, cast }: Script): FoundSpeech[] {
  const turns = new Turns();
  const found: FoundSpeech[] = [];
  /** Did the paragraph before end in the middle of a speech? */
  let open = false;
  for (const block of blocks) {
    const speaker = cast.find(({ id }) => id === block.speaker)?.name;
    if (speaker !== undefined) {
      turns.spoke(speaker);
      continue;
    }
    const own = style === 'dash' ? inDashes(block, turns, language) : inQuotes(block, { style, open, turns, language });
    const quotes = style === 'dash' ? [] : quotesIn(block.text, style);
    open = quotes.at(-1)?.open ?? false;
    if (own.length === 0 && !block.runsOn) turns.silence();
    found.push(...own);
  }
  return found;
}

interface Around {
  style: QuoteStyle;
  open: boolean;
  turns: Turns;
  language: string | null;
}

function inQuotes({ id, text }: Block, { style, open, turns, language }: Around): FoundSpeech[] {
  const quotes = quotesIn(text, style).map((quote) => ({ quote, tag: tagOf(text, quote.start, quote.end, language) }));
  const spoken = quotes.filter(({ quote, tag }) => tag !== null || looksSpoken(text, quote));
  // One paragraph, one speaker, until it says otherwise: the first tag with a name holds for all before it, too.
  let name = spoken.find(({ tag }) => tag?.name)?.tag?.name ?? null;
  const told = name !== null;
  let before: FoundSpeech | null = null;
  return spoken.map(({ quote: { start, end }, tag }, index): FoundSpeech => {
    const at = { block: id, start, end, told: tag ? text.slice(tag.start, tag.end) : '' };
    name = tag?.name ?? name;
    if (told && name !== null) {
      turns.spoke(name);
      return (before = { ...at, name, reason: 'tag' });
    }
    const same = before && { name: before.name, reason: before.reason };
    return (before = { ...at, ...(same ?? guessed({ goesOn: open && index === 0, tag }, turns)) });
  });
}

function inDashes({ id, text }: Block, turns: Turns, language: string | null): FoundSpeech[] {
  if (quotesIn(text, 'dash').length === 0) return [];
  const tags = tagsInside(text, language);
  const tag = tags.find(({ name }) => name !== null) ?? tags[0] ?? null;
  const who = tag?.name ? ({ name: tag.name, reason: 'tag' } as const) : guessed({ goesOn: false, tag }, turns);
  if (who.name !== null) turns.spoke(who.name);
  const told = tag ? text.slice(tag.start, tag.end).replace(/[—–]/gu, '').trim() : '';
  const ranges: FoundSpeech[] = [];
  let start = 0;
  for (const each of [...tags, { start: text.length, end: text.length }]) {
    if (/\p{L}/u.test(text.slice(start, each.start))) ranges.push({ block: id, start, end: each.start, told, ...who });
    start = each.end;
  }
  return ranges;
}

function guessed(
  { goesOn, tag }: { goesOn: boolean; tag: Tag | null },
  turns: Turns,
): Pick<FoundSpeech, 'name' | 'reason'> {
  if (goesOn && turns.last) return { name: turns.last, reason: 'goes-on' };
  if (tag) return { name: turns.other ?? turns.last, reason: 'pronoun' };
  const name = turns.other;
  if (name) turns.spoke(name);
  return { name, reason: name ? 'turn' : 'none' };
}

/** Each person under one name: `Tom` is `Tom Sawyer` where no other Tom is named, and as the cast has them. */
function renamed(found: FoundSpeech[], { cast }: Script): FoundSpeech[] {
  const names = new Set([...cast.map(({ name }) => name), ...found.flatMap(({ name }) => name ?? [])]);
  const full = new Map(
    [...names].map((name) => {
      const longer = [...names].filter((other) => other !== name && ` ${other} `.includes(` ${name} `));
      return [name, longer.length === 1 ? longer[0]! : name];
    }),
  );
  const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  return found.map((speech) => ({ ...speech, name: speech.name && upper(full.get(speech.name) ?? speech.name) }));
}
