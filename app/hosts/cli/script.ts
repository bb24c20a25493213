import { basename, resolve } from 'node:path';
import type { Script, Segment } from '../../model/script.ts';
import { clock } from '../../words/figures.ts';
import { voiceWords } from '../../words/voices.ts';
import type { Narration, Narrations } from '../../studio/narrations.ts';
import type { Invocation } from './arguments.ts';
import { omittedLines } from './omitted.ts';

type Wanted = Extract<Invocation, { command: 'script' }>;

/** What would be spoken of a document, as JSON or for a person. */
export async function printScript(
  narrations: Narrations,
  { file, password, wish, spoken, json }: Wanted,
  signal: AbortSignal,
) {
  const path = resolve(file);
  const narration = await narrations.prepare({ path, name: basename(path), password, ...spoken }, wish, signal);
  const described = describeScript(narration, narrations);
  return json ? `${JSON.stringify(described)}\n` : scriptLines(described);
}

/** The whole of what `lectern script` tells, as `--json` prints it. */
function describeScript({ script, voice, segments, omitted }: Narration, narrations: Narrations) {
  const { missing: _, ...whole } = narrations.estimate(segments);
  const included = script.chapters.filter((chapter) => chapter.included);
  return {
    title: script.title,
    author: script.author,
    language: script.language,
    voice,
    /** Numbers of pages without text. */
    omitted,
    paragraphs: included.reduce((sum, chapter) => sum + chapter.blocks.length, 0),
    ...whole,
    chapters: script.chapters.map((chapter) => describeChapter(chapter, segments, narrations)),
  };
}

function describeChapter(chapter: Script['chapters'][number], all: Segment[], narrations: Narrations) {
  const segments = all.filter((segment) => segment.chapter === chapter.id);
  const { characters, seconds, cost } = narrations.estimate(segments);
  return {
    title: chapter.title,
    role: chapter.role,
    leftOut: !chapter.included,
    paragraphs: chapter.blocks.map((block) => block.text),
    segments: segments.map((segment) => segment.spoken),
    characters,
    seconds,
    cost,
  };
}

/** The same for a person: a line a chapter, then the sum. */
function scriptLines(described: ReturnType<typeof describeScript>): string {
  const by = described.author ? ` by ${described.author}` : '';
  const { model, voice, language } = described.voice;
  const chapters = described.chapters.map((chapter) => {
    const length = chapter.leftOut ? 'left out' : `${clock(chapter.seconds)}  ${chapter.characters} characters`;
    return `  ${chapter.title}  ${length}`;
  });
  const sum = [
    clock(described.seconds),
    `${described.paragraphs} paragraphs`,
    `${described.segments} segments`,
    `${described.characters} characters`,
    described.cost === null ? 'no published price' : `$${described.cost.toFixed(4)}`,
  ];
  return [
    `${described.title}${by}`,
    `  ${voiceWords(voice)} (${model}, ${language})`,
    ...chapters,
    ...omittedLines(described.omitted),
    `  ${sum.join(', ')}`,
    '',
  ].join('\n');
}
