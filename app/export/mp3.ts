import type { FileHandle } from 'node:fs/promises';
import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import {
  AudioSample,
  AudioSampleSource,
  type MetadataTags,
  Mp3OutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import { TAKE_RATE } from '../model/pcm.ts';
import type { Encoder } from './encoder.ts';
import { MP3_BITRATE, type Tags } from './encoding.ts';
import { infoFrame } from './info-frame.ts';
import { threeLetters } from './languages.ts';

/**
 * Frames handed over at a time: half a second at 24 kHz. LAME runs in a worker thread of its own, at 150 times real
 * time on a 2-core machine. What is left for this thread is copying and some 20 packets a slice, 7 ms of its time at
 * most between two turns of the event loop (34 minutes of sound), so it needs no further worker.
 */
const SLICE_FRAMES = 12_000;

/** Bytes that are gathered before they are written, so that a packet of 288 bytes does not cost a write each. */
const WRITE_BYTES = 256 * 1024;

/** An MP3 with an ID3v2.4 tag, and a header for exact length and seeking; streamed to disk. */
export async function createMp3(handle: FileHandle, tags: Tags): Promise<Encoder> {
  registerMp3Encoder();
  const disk = diskStream(handle);
  let frames = 0;
  let completeHeader = async () => {};
  const output = new Output({
    format: new Mp3OutputFormat({
      onXingFrame(data, start) {
        completeHeader = () => disk.write(infoFrame(data, frames, MP3_BITRATE), start);
      },
    }),
    target: new StreamTarget(disk.stream, { chunked: true, chunkSize: WRITE_BYTES }),
  });
  const source = new AudioSampleSource({ codec: 'mp3', bitrate: MP3_BITRATE, bitrateMode: 'constant' });
  output.addAudioTrack(source);
  output.setMetadataTags(id3Of(tags));
  await output.start();

  const add = async (data: Int16Array) => {
    const sample = new AudioSample({
      data,
      format: 's16',
      numberOfChannels: 1,
      sampleRate: TAKE_RATE,
      timestamp: frames / TAKE_RATE,
    });
    frames += data.length;
    await source.add(sample).finally(() => sample.close());
  };
  return {
    write: (samples) =>
      disk.guard(async () => {
        for (let at = 0; at < samples.length; at += SLICE_FRAMES) {
          await add(samples.subarray(at, at + SLICE_FRAMES));
        }
      }),
    finish: () =>
      disk.guard(async () => {
        await output.finalize();
        await completeHeader();
      }),
    abandon: () => output.cancel(),
  };
}

/**
 * A file as a stream of placed writes. The first failed one is thrown, as the disk told it, by whatever `guard` runs
 * at the time; the stream itself goes on, into nothing, so that it can be closed in order.
 */
function diskStream(handle: FileHandle) {
  let failure: unknown = null;
  const write = async (data: Uint8Array, position: number) => {
    try {
      for (let at = 0; at < data.length && !failure;) {
        at += (await handle.write(data, at, data.length - at, position + at)).bytesWritten;
      }
    } catch (thrown) {
      failure ??= thrown;
    }
  };
  const stream = new WritableStream<StreamTargetChunk>({ write: ({ data, position }) => write(data, position) });
  const guard = async (work: () => Promise<void>) => {
    await work();
    if (failure) throw failure;
  };
  return { stream, write, guard };
}

function id3Of({ title, author, language }: Tags): MetadataTags {
  const code = language && threeLetters(language);
  return { title, ...(author && { artist: author }), ...(code && { raw: { TLAN: code } }) };
}
