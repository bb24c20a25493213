import type { Document } from '../model/document.ts';
import { assembled } from './assembly.ts';
import type { Limits } from './limits.ts';
import { decodeReferences } from './markup.ts';
import { type Passage, passageOf } from './passage.ts';
import { refuseHeavy } from './weight.ts';

/** `00:01:02,500 --> 00:01:04,000` with or without hours, as SubRip and WebVTT write it. */
const timing = /^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}/;
/** Blocks of WebVTT that nobody is shown. */
const unshown = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
/** Styles, colours, karaoke times (`<i>`, `<c.loud>`, `<00:01.000>`), and positions as some players have them. */
const marks = /<\/?[a-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}/gi;
const voice = /<v(?:\.[^ \t<>]*)?[ \t]+([^<>]+)>/i;

/** Subtitles in SubRip or WebVTT: every cue becomes a paragraph. Throws `document-too-complex`, `document-without-text`. */
export function readSubtitles(text: string, name: string, limits: Limits): Document {
  refuseHeavy(text, '\n\r<&', limits);
  const blocks = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/);
  const header = blocks[0]?.startsWith('WEBVTT') ? blocks[0] : '';
  const language = /^Language:[ \t]*([\w-]{2,20})/im.exec(header)?.[1] ?? '';
  const title = /^WEBVTT[ \t]+-?[ \t]*(\S.*)/.exec(header)?.[1] ?? '';
  return assembled([...cuesIn(blocks)], { title, author: '', language }, name, limits);
}

function* cuesIn(blocks: readonly string[]): Generator<Passage> {
  let before: string[] = [];
  let speaker = '';
  for (const block of blocks) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => timing.test(line));
    if (at < 0 || unshown.test(lines[0]!)) continue;
    const said = lines.slice(at + 1).join('\n');
    const shown = decodeReferences(said.replace(marks, '')).split('\n');
    const all = shown.map((line) => line.trim()).filter(Boolean);
    const fresh = withoutRolled(all, before);
    before = all;
    if (fresh.length === 0) continue;
    const now = voice.exec(said)?.[1]?.trim() ?? '';
    const named = now && now !== speaker ? `${now}: ` : '';
    speaker = now;
    yield passageOf('text', named + fresh.join('\n'));
  }
}

/** Live captions roll: a cue repeats the last lines of the one before it above its own. */
function withoutRolled(lines: readonly string[], before: readonly string[]): readonly string[] {
  for (let count = Math.min(lines.length, before.length); count > 0; count--) {
    if (before.slice(-count).every((line, index) => line === lines[index])) return lines.slice(count);
  }
  return lines;
}
