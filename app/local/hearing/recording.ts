import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Problem } from '../../model/problem.ts';
import type { Pcm } from '../../model/pcm.ts';
import { toMono } from '../../pcm/convert.ts';
import { samplesOf } from '../../pcm/frames.ts';
import { resampled } from '../../pcm/resample.ts';
import { readWav, type Wav } from '../../pcm/wav.ts';
import { Refusal } from '../http/refusal.ts';
import { HEARING_RATE } from './recogniser.ts';

/** In seconds; Together's limit. */
const LONGEST = 4 * 3600;

/** Demuxers that may see what a stranger sent: the formats that Together takes, and none that opens further files. */
const DEMUXERS = 'wav,mp3,flac,ogg,aac,mov,mp4,m4a,matroska,webm';

/**
 * The sound in a file, mono at HEARING_RATE: WAV by ourselves, anything else through ffmpeg where that is installed.
 * Throws a Refusal, status 400: `unsupported_format` or `audio_too_long`.
 */
export async function* recordingOf(path: string, ffmpeg = 'ffmpeg'): AsyncGenerator<Int16Array, void, undefined> {
  const wav = await wavOf(path);
  let frames = 0;
  for await (const samples of wav ? heardIn(wav) : converted(path, ffmpeg)) {
    frames += samples.length;
    if (frames > LONGEST * HEARING_RATE) {
      throw new Refusal(400, 'The recording is longer than four hours.', { param: 'file', code: 'audio_too_long' });
    }
    yield samples;
  }
}

/** Null for what is no WAV, or none of the usual kind. */
async function wavOf(path: string): Promise<Wav | null> {
  try {
    return await readWav(createReadStream(path));
  } catch (failure) {
    if (failure instanceof Problem) return null;
    throw failure;
  }
}

async function* heardIn({ sound }: Wav): AsyncGenerator<Int16Array, void, undefined> {
  for await (const { samples } of resampled(monoOf(sound), HEARING_RATE)) yield samples;
}

async function* monoOf(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  for await (const { rate, channels, samples } of sound) {
    yield { rate, channels: 1, samples: channels === 1 ? samples : toMono(samples) };
  }
}

async function* converted(path: string, ffmpeg: string): AsyncGenerator<Int16Array, void, undefined> {
  const input = ['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS, '-i', `file:${path}`, '-map', '0:a:0'];
  const output = ['-f', 's16le', '-ac', '1', '-ar', String(HEARING_RATE), 'pipe:1'];
  const child = spawn(ffmpeg, ['-nostdin', '-v', 'quiet', ...input, ...output], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').then(
    ([code]) => (code === 0 ? null : 'This is no sound that can be read here.'),
    () => 'Only WAV can be read here, since ffmpeg is not installed.',
  );
  try {
    yield* samplesOf(child.stdout);
    const why = await ended;
    if (why !== null) throw new Refusal(400, why, { param: 'file', code: 'unsupported_format' });
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
