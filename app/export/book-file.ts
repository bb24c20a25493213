import { TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Segment } from '../model/script.ts';
import { silence } from '../pcm/silence.ts';
import type { ExportedFile } from '../store/exports.ts';
import { createTemporary, fileProblem, type Temporary } from '../store/files.ts';
import type { Takes } from '../store/takes.ts';
import { ahead } from '../synthesis/ahead.ts';
import type { Made, Narrator } from '../synthesis/session.ts';
import { createEncoder, type Encoder, type EncoderOrder } from './encode/encoder.ts';
import { EncoderLost, encoderInWorker } from './encode/in-worker.ts';
import { digestOf, recordedFirst } from './finished.ts';
import { levelled } from './loudness/levelled.ts';
import type { PlannedFile } from './plan.ts';

/** How often in all a file is begun whose encoder was lost; its takes are there already. */
const TRIES = 3;

/** What writing a file needs beside its plan. */
export interface Press {
  account: string | null;
  narrator: Narrator;
  /** Ends what is being bought; a failure elsewhere does not, since what is paid for is kept. */
  buying: AbortSignal;
  takes: Pick<Takes, 'read'>;
  /** The program of a thread that encodes; null encodes on the caller's. */
  encoder: URL | null;
  /** Segments in the making at once. */
  width: number;
  /** Settles when the next segment may be begun: where an export is paused, not yet. Rejects when it is aborted. */
  gate: (signal: AbortSignal) => Promise<void>;
  /** A segment was measured, or is in the file. */
  onSegment: (segment: Segment, made: Made) => void;
  /** An encoder was lost, and the file is begun anew. */
  mended: () => void;
}

/**
 * Narrates a file: each take, then its pause, encoded once as they come; where it is to have a loudness, all of it is
 * listened to before. The whole file is on the disk under its name afterwards, or nothing at all; `record` notes it just
 * before it appears. Throws `disk-full`, `destination-unwritable`, whatever stops the narrator, and the signal's AbortError.
 */
export async function writeBookFile(
  file: PlannedFile,
  press: Press,
  signal: AbortSignal,
  record: (whole: ExportedFile) => void,
): Promise<ExportedFile> {
  let told = 0;
  for (let tried = 1; ; tried++) {
    let passed = 0;
    // What was told of a try that came to nothing is true of the next.
    const onSegment: Press['onSegment'] = (segment, made) => {
      if (++passed <= told) return;
      told = passed;
      press.onSegment(segment, made);
    };
    try {
      return await tryFile(file, { ...press, onSegment }, signal, record);
    } catch (thrown) {
      if (!(thrown instanceof EncoderLost)) throw fileProblem(thrown, file.path);
      if (tried === TRIES) throw new Problem('internal', thrown.message, { cause: thrown });
      press.mended();
    }
  }
}

async function tryFile(
  file: PlannedFile,
  press: Press,
  signal: AbortSignal,
  record: (whole: ExportedFile) => void,
): Promise<ExportedFile> {
  const temporary = await createTemporary(file.path);
  let encoder: Encoder | null = null;
  try {
    const sound = await levelled(file, (write, told) => narrated(file, { ...press, ...told }, signal, write));
    encoder = await begin(file, temporary, press.encoder);
    const { frames, starts, report } = await sound.into(encoder);
    await encoder.finish(starts);
    const digest = await digestOf(temporary.handle, signal);
    const whole = { path: file.path, seconds: frames / TAKE_RATE, report: JSON.stringify(report), ...digest };
    await temporary.commit(recordedFirst(() => record(whole)));
    return whole;
  } catch (thrown) {
    await encoder?.abandon();
    throw thrown;
  } finally {
    await temporary.discard();
  }
}

function begin({ encoding, marks }: EncoderOrder, { handle, path }: Temporary, worker: URL | null): Promise<Encoder> {
  const order = { encoding, marks };
  // Copying samples is no work to give away.
  const plain = encoding.format === 'wav' && encoding.rate === TAKE_RATE;
  return worker && !plain ? encoderInWorker(worker, order, path) : createEncoder(order, handle);
}

/** Makes all segments and writes them in order, each with the pause that follows it; `starts` of the chapters in frames. */
async function narrated(
  { segments, opens }: PlannedFile,
  { account, narrator, buying, takes, width, gate, onSegment }: Press,
  signal: AbortSignal,
  write: (samples: Int16Array) => Promise<void>,
) {
  const starts: number[] = [];
  let frames = 0;
  let number = 0;
  const give = async (samples: Int16Array) => {
    frames += samples.length;
    await write(samples);
  };
  const make = async (segment: Segment, either: AbortSignal) => {
    await gate(either);
    return { segment, made: await narrator.make(segment, buying, account) };
  };
  for await (const { segment, made } of ahead(segments, make, { width, signal })) {
    if (opens.includes(number++)) starts.push(frames);
    for await (const pcm of takes.read(made.take, { signal })) await give(pcm.samples);
    await give(silence(segment.pauseAfter, TAKE_RATE));
    onSegment(segment, made);
  }
  return { frames, starts };
}
