import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlayerMeters } from '../../app/model/player.ts';
import { compare } from '../tools/compare.ts';
import { ended, type Home, makeHome, startLectern } from '../tools/lectern.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

const SENTENCE = 'The wind had turned in the night. Nobody heard it but the cat.';

describe.skipIf(rigMissing)('the command line', () => {
  let rig: Rig;
  let home: Home;
  beforeAll(async () => {
    rig = await Rig.start();
    home = await makeHome();
    home.environment = { ...rig.environment, ...home.environment };
  });
  afterAll(async () => {
    await rig.stop();
    await home.leave();
  });

  /** Runs it, and answers what was heard of it without the silence before and after. */
  async function heard(words: string[], input = '') {
    const start = rig.recording.length;
    const child = startLectern(home, [...words, '--service', 'local'], input);
    const end = await ended(child);
    return { ...end, samples: sounding(rig.recording.since(start)) };
  }

  test('narrate --play plays what it writes, sample for sample, and tells how that went', async () => {
    const [note, out] = [join(home.folder, 'note.txt'), join(home.folder, 'note.wav')];
    await writeFile(note, `${SENTENCE}\n\n${SENTENCE}`);
    const { code, stdout, samples } = await heard(['narrate', note, '--play', '--out', out, '--json']);
    expect(code).toBe(0);
    const { files, meters } = JSON.parse(stdout) as { files: string[]; meters: PlayerMeters };
    expect(files).toEqual([out]);
    expect(meters.firstSound!.total).toBeGreaterThan(0);
    const written = await readFile(out);
    const sound = written.byteOffset + written.indexOf('data') + 8;
    const expected = sounding(new Int16Array(written.buffer.slice(sound, written.byteOffset + written.length)));
    const { gaps: _gaps, gapSamples: _samples, faded: _faded, ...rest } = compare(samples, expected);
    expect(rest).toEqual({ dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
  });

  test('say speaks what comes in, as fast as it is told to', async () => {
    const usual = await heard(['say', SENTENCE]);
    const fast = await heard(['say', '-', '--speed', '2', '--json'], SENTENCE);
    expect([usual.code, fast.code, usual.stdout]).toEqual([0, 0, '']);
    expect(JSON.parse(fast.stdout)).toMatchObject({ segments: 1, meters: { underruns: 0, starved: 0 } });
    expect(fast.samples.length / usual.samples.length).toBeLessThan(0.75);
  });

  test('Ctrl-C ends what is said in the middle, with 130', async () => {
    const start = rig.recording.length;
    const child = startLectern(home, ['say', `${SENTENCE} `.repeat(20), '--service', 'local']);
    await rig.recording.sounding(start);
    const interrupted = performance.timeOrigin + performance.now();
    child.kill('SIGINT');
    expect(await ended(child)).toMatchObject({ code: 130, stdout: '', stderr: 'Stopped.\n' });
    const last = start + rig.recording.since(start).findLastIndex((sample) => sample !== 0);
    expect(rig.recording.arrivalOf(last) - interrupted).toBeLessThan(1_000);
  });
});

function sounding(samples: Int16Array): Int16Array {
  const isSound = (sample: number) => sample !== 0;
  return samples.slice(samples.findIndex(isSound), samples.findLastIndex(isSound) + 1);
}
