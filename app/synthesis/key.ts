import { createHash } from 'node:crypto';
import { TAKE_RATE } from '../model/pcm.ts';
import type { Segment, Voice } from '../model/script.ts';

/** How every take is encoded; part of its key, since other bytes would be another take. */
const ENCODING = `pcm_s16le@${TAKE_RATE}`;

/**
 * The content key of a take: SHA-256 in hex over all that decides how it sounds, framed as JSON so that no two
 * inputs run together. `take` tells one from others of the same words in the same voice. Playback speed, volume and export format are never part of it.
 */
export function takeKey(spoken: string, { model, voice, language }: Voice, take = 0): string {
  return createHash('sha256')
    .update(JSON.stringify([model, voice, language, spoken, ENCODING, ...(take === 0 ? [] : [take])]))
    .digest('hex');
}

/** The key of the take that a segment is heard with. */
export const keyOf = ({ spoken, voice, take }: Pick<Segment, 'spoken' | 'voice' | 'take'>): string =>
  takeKey(spoken, voice, take);
