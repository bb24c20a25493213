import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeKey } from '../../app/synthesis/key.ts';
import type { Recording } from '../tools/recording.ts';
import { type Look, slopeOf } from './growth.ts';
import { lookThrough } from './heard.ts';
import type { Ledger } from './ledger.ts';
import { soundOf } from './voice.ts';

export interface Verdict {
  rule: string;
  /** What was looked at, in figures. */
  seen: string;
  /** Null where there was too little of it to be judged. */
  kept: boolean | null;
}

/** What is left of a run to be judged. */
export interface Seen {
  ledger: Ledger;
  /** Folder on the disk of the app. */
  data: string;
  recording: Recording;
  /** Its memory, of each life of the app. */
  lives: readonly Look[][];
}

/** Minutes below which a slope of the memory says nothing. */
export const STEADY = 8;
/** MB a minute. */
const FLAT = 1;
/** ms after a delivery within which the take has to be on the disk, whatever happens then. */
const COMMITS_WITHIN = 2_000;

/** What came of the rules; those that only the end can show are looked at here. */
export async function judge({ ledger, data, recording, lives }: Seen): Promise<Verdict[]> {
  const count = (what: string) => ledger.counts.get(what) ?? 0;
  const broken = (rule: string) => ledger.broken.filter((one) => one.rule === rule);
  const verdict = (rule: string, seen: string): Verdict => ({ rule, seen, kept: broken(rule).length === 0 });
  const takes = await wholeTakes(ledger, data);
  const twice = boughtTwice(ledger);
  const heard = lookThrough(recording, ledger.sold.keys(), ledger);
  for (const how of heard.wrong) ledger.break('no sample is out of order', how);
  const looks = lives.toSorted((one, other) => other.length - one.length)[0]!;
  const [first, last] = [looks[0]?.minute ?? 0, looks.at(-1)?.minute ?? 0];
  const warm = looks.filter(({ minute }) => minute > first + Math.min(STEADY / 4, (last - first) / 4));
  const span = warm.length > 2 ? warm.at(-1)!.minute - warm[0]!.minute : 0;
  const slope = span > 0 ? slopeOf(warm) : NaN;
  const judged = span > STEADY / 2;
  return [
    verdict('nothing is bought twice', `${count('sold')} of ${ledger.asked} purchases whole, ${twice} excused`),
    verdict(
      'nothing is lost',
      `${count('edits')} edits, ${takes} takes, ${count('dictations')} dictations, ${count('imports')} imports, ${count('exports')} exports`,
    ),
    verdict(
      'no sample is out of order',
      `${heard.seconds.toFixed(0)} of ${heard.sounding.toFixed(0)} s heard are known, ${heard.edges} edges that were meant`,
    ),
    verdict('every dictation ends', `${count('dictations')} of them`),
    verdict(
      'every failure has a name',
      [...ledger.problems].map(([code, n]) => `${code} ${n}`).join(', ') || 'none was met',
    ),
    verdict('nothing is left', `${count('kill')} kills, ${count('speech service killed')} of the speech service`),
    {
      rule: 'memory is flat',
      seen: `${warm.at(-1)?.value.toFixed(0)} MB, ${slope.toFixed(2)} MB a minute over ${span.toFixed(1)} minutes`,
      kept: judged ? slope < FLAT : null,
    },
  ];
}

/** Every take on the disk is the sound that was sold, whole; how many there are. */
async function wholeTakes(ledger: Ledger, data: string): Promise<number> {
  const root = join(data, 'data/takes');
  const voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };
  let found = 0;
  for (const [text, times] of ledger.sold) {
    ledger.count('sold', times.length);
    const key = takeKey(text, voice);
    const bytes = await readFile(join(root, key.slice(0, 2), `${key}.pcm`)).catch(() => null);
    const sound = soundOf(text);
    if (bytes) found++;
    const whole = bytes?.equals(new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength));
    if (whole || (!bytes && times.every((time) => isExcused(ledger, time)))) continue;
    ledger.break('nothing is lost', `a take of “${text}” is ${bytes ? 'altered' : 'gone'}`);
  }
  return found;
}

/** Texts that were sold whole more than once, without an excuse or with one. */
function boughtTwice(ledger: Ledger): number {
  let excused = 0;
  for (const [text, times] of ledger.sold) {
    const without = times.slice(0, -1).filter((time) => !isExcused(ledger, time));
    excused += times.length - 1 - without.length;
    if (without.length > 0) ledger.break('nothing is bought twice', `“${text}” ${times.length} times`);
  }
  return excused;
}

/** May what was delivered then have been lost? The app was killed, had no room for it, or was just told to stop. */
function isExcused(ledger: Ledger, time: number): boolean {
  // On a machine that keeps us waiting the app waits, too.
  const busy = ledger.any(time - 500, time + COMMITS_WITHIN, 'recorder late') ? 5 : 1;
  return (
    ledger.any(time - 500, time + COMMITS_WITHIN * busy, 'kill', 'disk full') ||
    ledger.any(time - 500, time + 500 * busy, 'command', 'service gone', 'service cutting')
  );
}
