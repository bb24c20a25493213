/**
 * A narration over a network with a jitter of 0 to 400 ms, sample by sample: silence that does not belong there, what
 * is lost, and what is altered; what listening costs; and how long a service may stall before it is heard. Everybody
 * plays the same narration on the same recorded device: `LECTERN_MINUTES=60` is one of 1,200 joins.
 */
import { prefer } from '../tools/prefer.ts';
import { compare } from '../tools/compare.ts';
import { near } from '../tools/near.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { supplyOf } from '../tools/supply.ts';
import { noFigure, report, reportBeside } from './figure.ts';
import { type ListenerName, peersHere, Playing, silence } from './playing.ts';

const MINUTES = Number(process.env['LECTERN_MINUTES'] ?? 0.5);
const SERVICE = { seed: 1, segments: Math.round(20 * MINUTES), seconds: 2.58, pace: 2, jitter: 400 };
/** Of the stall: seconds that are played before it, and after which nobody waits any longer. */
const BEFORE = 8;
const LONGEST = 20;

if (rigMissing) throw new Error(`no ${rigMissing} on this machine`);
prefer();
// A host that takes the processor away is nobody's gap: the card's clock stands with who plays.
const rig = await Rig.start(undefined, { pinned: true });
const { script } = supplyOf(SERVICE);

interface Heard {
  silence: number;
  lost: number;
  altered: number;
  cpu: number;
  memory: number;
}

/** In ms a minute, but for CPU (s a minute) and memory (MB). */
async function through(name: ListenerName): Promise<Heard> {
  const playing = await Playing.open(rig, SERVICE);
  try {
    const { report: told, cost } = await playing.by<{ seconds: number }>(name, 'through');
    const minutes = told!.seconds / 60;
    const heard = differences(rig.recording.since(playing.start));
    const each = (samples: number) => samples / 24 / (script.length / 24_000 / 60);
    return {
      ...{ silence: each(heard.silence), lost: each(heard.lost), altered: each(heard.altered) },
      ...{ cpu: cost.cpu / minutes, memory: cost.memory },
    };
  } finally {
    await playing.close();
  }
}

function differences(samples: Int16Array) {
  const first = samples.findIndex((sample) => sample !== 0);
  // Whoever converts samples on the way alters them all: then only their number can be told.
  if (first >= 0 && near(samples, first + 4_800, script, 4_800, 24_000) === null)
    return counted(samples.subarray(first));
  const found = compare(samples, script);
  return {
    silence: found.gapSamples,
    lost: found.dropped + found.lostAtStart + found.lostAtEnd,
    altered: found.faded + found.repeated + found.garbage,
  };
}

function counted(samples: Int16Array) {
  const end = samples.findLastIndex((sample) => sample !== 0) + 1;
  const sounding = (of: Int16Array) => of.reduce((sum, sample) => sum + Number(sample !== 0), 0);
  const [there, meant] = [sounding(samples), sounding(script)];
  return { silence: Math.max(0, end - script.length), lost: Math.max(0, meant - there), altered: there };
}

/** Seconds that are heard after the service has stopped to say anything. */
async function stalled(name: ListenerName): Promise<number> {
  const playing = await Playing.open(rig, { seed: 2, segments: 60, seconds: 3, pace: 6, jitter: 0 });
  try {
    let at = 0;
    await playing.by(name, 'through', async () => {
      await rig.recording.sounding(playing.start);
      await new Promise((resolve) => setTimeout(resolve, BEFORE * 1_000));
      at = rig.recording.length;
      playing.stall();
      await silence(rig, 2_000, LONGEST * 1_000);
    });
    const after = rig.recording.since(at);
    return (after.findLastIndex((sample) => sample !== 0) + 1) / 24_000;
  } finally {
    await playing.close();
  }
}

try {
  const peers: { name: string; why: string; heard: Heard | null; seconds: number | null }[] = [];
  for (const { name, why } of await peersHere()) {
    const heard = why === null ? await through(name).catch(noFigure) : null;
    const seconds = why === null ? await stalled(name).catch(noFigure) : null;
    peers.push({ name, why: why ?? 'failed', heard, seconds });
  }
  const ours = await through('Lectern, socket');
  const beside = (of: (heard: Heard) => number) =>
    peers.map(({ name, why, heard }) => ({ name, why, value: heard && of(heard) }));
  const none = { of: 'lectern', most: 0 } as const;
  const a = { unit: 'ms/min', target: none };
  reportBeside(
    { ...a, what: 'silence in the midst', lectern: ours.silence },
    beside(({ silence }) => silence),
  );
  reportBeside(
    { ...a, what: 'sound that is lost', lectern: ours.lost },
    beside(({ lost }) => lost),
  );
  reportBeside(
    { ...a, what: 'sound that is altered', lectern: ours.altered },
    beside(({ altered }) => altered),
  );
  report({ what: 'joins', unit: '', lectern: SERVICE.segments - 1 });
  reportBeside(
    { what: 'CPU of listening', unit: 's/min', lectern: ours.cpu },
    beside(({ cpu }) => cpu),
  );
  reportBeside(
    { what: 'most memory of listening', unit: 'MB', lectern: ours.memory },
    beside(({ memory }) => memory),
  );
  reportBeside(
    { what: `stall covered ${BEFORE} s after play`, unit: 's', lectern: await stalled('Lectern, socket') },
    peers.map(({ name, why, seconds: value }) => ({ name, why, value })),
  );
} finally {
  await rig.stop();
}
