import type { ExportSummary } from '../model/export.ts';
import type { Segment } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { inLanes } from './lanes.ts';
import type { Progress } from './progress.ts';
import { ProgressMeter } from './progress.ts';

export interface AheadOptions {
  segments: readonly Segment[];
  /** Who pays. */
  account: string;
  /** US dollars per million characters of a model; null where none is published. */
  price: (model: string) => number | null;
  narrator: Narrator;
  /** Ms since 1970. */
  clock: () => number;
  signal: AbortSignal;
  gate: (signal: AbortSignal) => Promise<void>;
  onProgress: (progress: Progress) => void;
}

/** Segments in the making at once; playing has its turns between them. */
const WIDTH = 3;

/**
 * Sees to it that the takes of segments are there, the first ones first. Throws what stops the narrator, when what had
 * begun to be bought is there, or the signal's AbortError; what was made by then is kept.
 */
export async function makeAhead(options: AheadOptions): Promise<ExportSummary> {
  const { segments, account, price, narrator, clock, signal, gate, onProgress } = options;
  const missing = segments.filter((segment) => narrator.find(segment) === null);
  const taskOf = ({ spoken, voice }: Segment) => ({
    ...{ characters: spoken.length, cached: false, price: price(voice.model) },
  });
  const tasks = new Map(missing.map((segment) => [segment, taskOf(segment)]));
  const before = segments.length - missing.length;
  const meter = new ProgressMeter({ segments: segments.length, tasks: [...tasks.values()], before }, clock, onProgress);
  const bought: Segment[] = [];
  let frames = 0;
  const make = async (segment: Segment, either: AbortSignal) => {
    await gate(either);
    const { take, cached } = await narrator.make(segment, signal, account);
    if (!cached) bought.push(segment);
    frames += take.frames / take.rate;
    meter.passed(tasks.get(segment)!);
  };
  await inLanes(missing, WIDTH, make, signal);
  return {
    files: [],
    reports: [],
    seconds: frames,
    characters: segments.reduce((sum, { spoken }) => sum + spoken.length, 0),
    segments: segments.length,
    cached: segments.length - bought.length,
    cost: costOf(bought, price),
    unchanged: bought.length === 0,
  };
}

function costOf(bought: readonly Segment[], price: AheadOptions['price']): number | null {
  let cost = 0;
  for (const { spoken, voice } of bought) {
    const each = price(voice.model);
    if (each === null) return null;
    cost += (spoken.length * each) / 1e6;
  }
  return cost;
}
