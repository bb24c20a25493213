import type { SpeechModel } from '../model/catalog.ts';
import type { Block, Script, ScriptChapter, Segment, Voice } from '../model/script.ts';
import { type Pauses, PAUSES } from './pauses.ts';
import { packed, type Piece } from './pack.ts';
import { sentenceStarts, SPEAKABLE } from './sentences.ts';
import { speakersOf, takeOf } from './speakers.ts';
import { split } from './split.ts';
import { languageOf, PLAIN, type Reading, spokenText } from './spoken.ts';

/** Characters (UTF-16 units) that a segment may have: `comfortable` is aimed at, `most` never passed. */
export type Fit = SpeechModel['fit'];

/** Who narrates a script, and what the models of its voices take at a time. */
interface Narrating {
  voice: Voice;
  fit: (model: string) => Fit;
}

/** What the cutting of a block depends on besides itself. */
export interface FitOptions {
  /** Who speaks the block. */
  voice: Voice;
  fit: Fit;
  /** BCP 47; null for unknown. */
  language: string | null;
  pauses: Pauses;
  /** As it is written where it is left out. */
  reading?: Reading;
}

interface SegmentsOptions {
  pauses?: Pauses;
  reading?: Reading;
  cut?: typeof segmentsOfBlock;
}

/**
 * The segments of what is included, in order. Blocks with nothing to say give none, but an ornament among them
 * lengthens the pause. Nothing follows the last segment, so it has no pause. `cut` may be one that remembers.
 */
export function segmentsOf(
  script: Script,
  { voice, fit }: Narrating,
  { pauses = PAUSES, reading = PLAIN, cut = segmentsOfBlock }: SegmentsOptions = {},
): Segment[] {
  const { language } = script;
  const voiceOf = speakersOf(script, voice);
  const segments: Segment[] = [];
  let previous: Place | null = null;
  let ornament = false;
  for (const chapter of script.chapters) {
    if (!chapter.included) continue;
    for (const block of chapter.blocks) {
      const speaker = voiceOf(block);
      const own = cut(block, chapter.id, { voice: speaker, fit: fit(speaker.model), language, pauses, reading });
      if (own.length === 0) {
        ornament ||= spokenText(block.text) !== '';
        continue;
      }
      if (previous) {
        const pauseAfter = pauseBetween(previous, { chapter, block }, ornament, pauses);
        // A copy, since whoever cuts may keep its own.
        segments.push({ ...segments.pop()!, pauseAfter });
      }
      segments.push(...own);
      previous = { chapter, block };
      ornament = false;
    }
  }
  return segments;
}

/**
 * The segments of one block: whole sentences packed to `comfortable`, a sentence beyond `most` in parts. They depend
 * on nothing outside the block but `options`; the last one's pause, which does, is 0.
 */
export function segmentsOfBlock(block: Block, chapter: string, options: FitOptions): Segment[] {
  const { voice, fit, language, pauses, reading = PLAIN } = options;
  const { id, text } = block;
  const say = (start: number, end: number) =>
    spokenText(text.slice(start, end), reading, languageOf(language, voice.language));
  const groups = packed(piecesOf(text, language, fit, say), fit.comfortable);
  const segments: Segment[] = [];
  for (const group of groups) {
    const { start } = group[0]!;
    const { end, ends } = group.at(-1)!;
    const spoken = say(start, end);
    if (!SPEAKABLE.test(spoken)) continue;
    segments.push({
      id: `${id}/${segments.length}`,
      chapter,
      block: id,
      start,
      end,
      spoken,
      voice,
      take: takeOf(block, spoken, voice),
      sentences: group.filter((piece, index) => index === 0 || piece.starts).map((piece) => piece.start),
      pauseAfter: ends ? pauses.sentence : pauses.clause,
    });
  }
  const last = segments.at(-1);
  if (last) last.pauseAfter = 0;
  return segments;
}

/** What is spoken for a range of the text. */
type Say = (start: number, end: number) => string;

function piecesOf(text: string, language: string | null, fit: Fit, say: Say): Piece[] {
  const starts = sentenceStarts(text, language);
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const cuts = cutsOf(text, start, end, fit, say);
    return cuts.map((cut, part) => {
      const to = cuts[part + 1] ?? end;
      const space = /\s/.test(text[to - 1]!) ? 1 : 0;
      const length = Math.max(to - cut, say(cut, to).length + space);
      return { start: cut, end: to, starts: part === 0, ends: part === cuts.length - 1, length };
    });
  });
}

/** Where the parts of a sentence start, none of which is spoken in more characters than fit. */
function cutsOf(text: string, start: number, end: number, fit: Fit, say: Say): number[] {
  const spoken = Math.max(end - start, say(start, end).length);
  if (spoken <= fit.most) return [start];
  // What is spoken at greater length than it is written leaves room for less of it.
  const share = (end - start) / spoken;
  const most = Math.max(1, Math.floor(fit.most * share));
  const cuts = split(text, start, end, { comfortable: Math.max(1, Math.floor(fit.comfortable * share)), most });
  if (share === 1) return cuts;
  return cuts.flatMap((cut, part) => {
    const to = cuts[part + 1] ?? end;
    return to - cut > 1 ? cutsOf(text, cut, to, fit, say) : [cut];
  });
}

/** Ends a sentence rather than a part of one, as what is cut out of it for another voice does. */
const ENDED = /[.!?…。！？]["'”’»«›‹)\]」』]*$/u;

interface Place {
  chapter: ScriptChapter;
  block: Block;
}

function pauseBetween(from: Place, to: Place, ornament: boolean, pauses: Pauses): number {
  if (from.block.pause !== null) return from.block.pause;
  if (from.chapter !== to.chapter) return pauses.chapter;
  if (to.block.runsOn) return ENDED.test(from.block.text) ? pauses.sentence : pauses.clause;
  const heading = from.block.kind === 'heading' || to.block.kind === 'heading';
  const usual = heading ? pauses.heading : pauses.paragraph;
  return ornament ? Math.max(usual, pauses.scene) : usual;
}
