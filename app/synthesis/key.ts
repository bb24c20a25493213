import { createHash } from 'node:crypto';
import { TAKE_RATE } from '../model/pcm.ts';
import type { Voice } from '../model/script.ts';

/** How every take is encoded; part of its key, since other bytes would be another take. */
const ENCODING = `pcm_s16le@${TAKE_RATE}`;

/**
 * The content key of a take: SHA-256 in hex over all that decides how it sounds, framed as JSON so that no two
 * inputs run together. Playback speed, volume and export format are never part of it.
 */
export function takeKey(spoken: string, { model, voice, language }: Voice): string {
  return createHash('sha256')
    .update(JSON.stringify([model, voice, language, spoken, ENCODING]))
    .digest('hex');
}
