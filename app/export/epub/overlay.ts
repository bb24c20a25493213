import type { Cue } from '../subtitles/cues.ts';
import { clockValue } from './markup.ts';

/** What of a sound file a chapter's phrases are heard in. */
export interface Clips {
  /** The sound, as the overlay names it. */
  audio: string;
  cues: readonly Cue[];
  /** When the chapter starts and ends in it, in seconds. */
  from: number;
  to: number;
}

/**
 * A media overlay (w3.org/TR/epub-33, 9): each phrase sounds until the next begins, so that pauses are not cut out.
 * `page` is the chapter's, whose phrases have `ids`.
 */
export function overlay(page: string, ids: readonly string[], { audio, cues, from, to }: Clips): string {
  const pairs = cues.map((cue, index) => {
    const [begin, end] = [index === 0 ? from : cue.from, cues[index + 1]?.from ?? to];
    return `<par id="p${index + 1}"><text src="${page}#${ids[index]}"/><audio src="${audio}" clipBegin="${clockValue(begin)}" clipEnd="${clockValue(end)}"/></par>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body>
${pairs.join('\n')}
</body>
</smil>
`;
}
