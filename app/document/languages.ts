import type { Document, Paragraph } from '../model/document.ts';
import { CommonWords } from './common-words.ts';

/** Letters from which on a paragraph can be told apart from others; a character of Chinese says as much as a few. */
const fewestLetters = 60;
const eastAsianWeight = 4;
/** UTF-16 units looked at; more would not tell more. */
const sample = 400;
/** Paragraphs spread over the document that vote on its language, and then how many more are looked at closely. */
const mostVoters = 1_000;
/** 10,000 take two seconds. */
const mostOthers = 30_000;
/** How much better a foreign language must fit a paragraph than the document's own, as a share of its score. */
const clearly = 0.25;
/** A document that is said to be in one language is in another where this share of this many letters is. */
const overrulingShare = 0.9;
const overrulingLetters = 1_000;

/** A paragraph long enough to tell. */
interface Candidate {
  paragraph: Paragraph;
  letters: number;
}

/** What was told of a paragraph: its language, and how well that and the document's fit. */
interface Vote extends Candidate {
  language: string;
  scores(): Record<string, number>;
}

/**
 * A document with its language by the vote of its paragraphs where it does not say one itself, or one that its text
 * belies (programs put in their own), and with the language of each paragraph in another one.
 */
export async function withLanguages(document: Document): Promise<Document> {
  const candidates = candidatesIn(document);
  // Its tables take 50 MB, so they are loaded where there is something to tell.
  const tell = candidates.length > 0 ? await detector() : () => [];
  const step = Math.ceil(candidates.length / mostVoters);
  const votes = candidates.filter((_, index) => index % step === 0).flatMap(tell);
  const language = documentLanguage(document, votes);
  const own = language && baseOf(language);
  const common = new CommonWords(votes.flatMap((vote) => (vote.language === own ? [sampleOf(vote.paragraph)] : [])));
  const others = candidates
    .filter(({ paragraph }, index) => index % step !== 0 && !common.areIn(sampleOf(paragraph)))
    .slice(0, mostOthers);
  const foreign = new Map<Paragraph, string>();
  for (const { paragraph, language: told, scores } of [...votes, ...others.flatMap(tell)]) {
    if (told === own) continue;
    const { [told]: best = 0, [own ?? '']: usual = 0 } = scores();
    if (best > usual * (1 + clearly)) foreign.set(paragraph, told);
  }
  const chapters = document.chapters.map((chapter) => ({
    ...chapter,
    paragraphs: chapter.paragraphs.map((paragraph) => {
      const { language: said = foreign.get(paragraph), ...rest } = paragraph;
      return said && (!own || baseOf(said) !== own) ? { ...rest, language: said } : rest;
    }),
  }));
  return { ...document, language, chapters };
}

const sampleOf = ({ text }: Paragraph) => text.slice(0, sample);

function candidatesIn({ chapters }: Document): Candidate[] {
  const spoken = chapters.flatMap(({ role, paragraphs }) => (role === 'contents' ? [] : paragraphs));
  return spoken.flatMap((paragraph) => {
    if (paragraph.kind === 'code' || paragraph.kind === 'row') return [];
    const letters = lettersIn(sampleOf(paragraph));
    return letters >= fewestLetters ? [{ paragraph, letters }] : [];
  });
}

async function detector(): Promise<(candidate: Candidate) => Vote[]> {
  const { eld } = await import('eld/extrasmall');
  return (candidate) => {
    const found = eld.detect(sampleOf(candidate.paragraph));
    if (!found.language || !found.isReliable()) return [];
    return [{ ...candidate, language: found.language, scores: () => found.getScores() }];
  };
}

function documentLanguage({ language, chapters }: Document, votes: readonly Vote[]): string | null {
  const letters = new Map<string, number>();
  let all = 0;
  for (const vote of votes) {
    // What markup says of a paragraph is not put to the vote.
    if (vote.paragraph.language) continue;
    letters.set(vote.language, (letters.get(vote.language) ?? 0) + vote.letters);
    all += vote.letters;
  }
  const [winner, most] = [...letters].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0]);
  if (language === null) return winner || onlyMarked(chapters);
  const overruled = most >= overrulingLetters && most >= all * overrulingShare && baseOf(language) !== winner;
  return overruled && told.has(baseOf(language)) ? winner : language;
}

/** Where markup names the language of every paragraph, and it is one. */
function onlyMarked(chapters: Document['chapters']): string | null {
  const named = new Set(chapters.flatMap(({ paragraphs }) => paragraphs.map((paragraph) => paragraph.language)));
  const [only] = named;
  return named.size === 1 ? (only ?? null) : null;
}

function lettersIn(text: string): number {
  const eastAsian =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return (text.match(/\p{L}/gu)?.length ?? 0) + eastAsian * (eastAsianWeight - 1);
}

/** Languages that are told apart well enough to overrule what a document says (ISO 639-1). */
const told = new Set(
  'am ar bg bn ca cs da de el en es et fa fi fr he hi hu hy is it ja ka ko lt lv nl no pl pt ro ru sk sl sq sv ta te th tr uk ur vi zh'.split(
    ' ',
  ),
);
/** Tags for what the detector has one name for. */
const sameAs: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  iw: 'he',
  in: 'id',
  ji: 'yi',
  fil: 'tl',
  bs: 'hr',
};

/** `pt` of `pt-br`, under the detector's name for it. */
function baseOf(tag: string): string {
  const base = tag.split('-')[0]!;
  return sameAs[base] ?? base;
}
