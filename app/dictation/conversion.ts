import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../model/problem.ts';
import { openRecording } from '../together/transcription/recording.ts';
import { MOST_BYTES } from '../together/transcription/split.ts';

const run = promisify(execFile);

/** A file that can be sent: the one that was given, or its sound. */
export interface Sendable {
  path: string;
  /** Deletes what was made of it. */
  drop(): Promise<void>;
}

interface ConversionOptions {
  temporary: string;
  signal: AbortSignal;
  /** Called when it takes a while. */
  converting(): void;
}

/**
 * The file itself where the service takes it; else, and where it is too large at once, its sound as WAV, which is cut in
 * its pauses, if ffmpeg is there. Throws the Problems of `openRecording`, and `request-too-large`.
 */
export async function sendable(path: string, options: ConversionOptions): Promise<Sendable> {
  const refusal = await openRecording(path).then(
    ({ length, extension }) =>
      length <= MOST_BYTES || extension === 'wav'
        ? null
        : new Problem('request-too-large', 'the recording is larger than the service takes', {
            details: { bytes: length, limit: MOST_BYTES },
          }),
    (failure: unknown) => failure,
  );
  if (refusal === null) return { path, drop: async () => undefined };
  const { code } = refusal as Problem;
  if (code !== 'audio-unsupported' && code !== 'request-too-large') throw refusal;
  options.converting();
  return converted(path, refusal, options);
}

async function converted(path: string, refusal: unknown, { temporary, signal }: ConversionOptions): Promise<Sendable> {
  const folder = await mkdtemp(join(temporary, 'lectern-sound-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    const sound = join(folder, 'sound.wav');
    // As a URL of a file, so that no name is read as an option or as another protocol.
    const input = ['-protocol_whitelist', 'file', '-i', `file:${path}`];
    const format = ['-vn', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-rf64', 'auto'];
    await run('ffmpeg', ['-v', 'error', '-nostdin', ...input, ...format, sound], { signal });
    return { path: sound, drop };
  } catch {
    await drop();
    signal.throwIfAborted();
    // No ffmpeg, or nothing that it understands either: what the service said of it is the better reason.
    throw refusal;
  }
}
