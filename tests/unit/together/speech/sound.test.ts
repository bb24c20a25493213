import { expect, test } from 'vitest';
import { wavHeader } from '../../../../app/pcm/wav-header.ts';
import { CallProblem } from '../../../../app/together/http/call-problem.ts';
import { problemOfReply } from '../../../../app/together/http/problems.ts';
import { soundOf } from '../../../../app/together/speech/sound.ts';

const SAMPLES = Int16Array.from({ length: 24 }, (_, i) => Math.round(20_000 * Math.sin(i)) | 1);
const BODY = Buffer.from(SAMPLES.buffer);

/** A WAV by hand, so that the reader is not judged by its own kin. */
function wav({ data = BODY, size = -1, code = 1, bits = 16, channels = 1, rate = 24_000, before = '' } = {}) {
  const header = Buffer.alloc(36);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(code, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE((rate * channels * bits) / 8, 28);
  header.writeUInt16LE((channels * bits) / 8, 32);
  header.writeUInt16LE(bits, 34);
  const start = Buffer.from('data____', 'latin1');
  start.writeUInt32LE(size < 0 ? data.length : size, 4);
  return Buffer.concat([header, Buffer.from(before, 'latin1'), start, data]);
}

function replied(chunks: (Uint8Array | Error)[], type = 'audio/wav') {
  const state = { dropped: 0, taken: 0 };
  const body = async function* () {
    for (const chunk of chunks) {
      state.taken++;
      if (chunk instanceof Error) throw chunk;
      yield chunk;
    }
  };
  const reply = {
    status: 200,
    headers: { 'content-type': type },
    chunks: body(),
    refusal: (body: string) => problemOfReply({ status: 200, headers: {}, body, confidential: [], now: 0 }),
    drop: () => void state.dropped++,
  };
  return { state, sound: soundOf(reply) };
}

async function heard(chunks: (Uint8Array | Error)[], type?: string) {
  const { state, sound } = replied(chunks, type);
  const samples: number[] = [];
  const formats = new Set<string>();
  for await (const pcm of sound) {
    samples.push(...pcm.samples);
    formats.add(`${pcm.rate}/${pcm.channels}`);
  }
  expect(state.dropped).toBe(1);
  return { samples, formats: [...formats] };
}

const whole = { samples: [...SAMPLES], formats: ['24000/1'] };
const cutAt = (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at)];
const singly = (bytes: Buffer) => Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));

test('a WAV sounds the same wherever its bytes are cut', async () => {
  const bytes = wav({ before: 'LIST\x04\0\0\0soft' });
  for (let at = 0; at <= bytes.length; at++) expect(await heard(cutAt(bytes, at)), `cut at ${at}`).toEqual(whole);
  expect(await heard(singly(bytes))).toEqual(whole);
});

test('raw samples sound the same wherever their bytes are cut', async () => {
  for (let at = 0; at <= BODY.length; at++) {
    expect(await heard(cutAt(BODY, at), 'application/octet-stream'), `cut at ${at}`).toEqual(whole);
  }
  expect(await heard(singly(BODY), '')).toEqual(whole);
});

test('the header of the reply is believed, not what was asked for', async () => {
  expect(await heard([wav({ rate: 44_100 })])).toEqual({ samples: [...SAMPLES], formats: ['44100/1'] });
  expect(await heard([wav({ channels: 2 })])).toEqual({ samples: [...SAMPLES], formats: ['24000/2'] });
  const floats = Buffer.from(Float32Array.of(0, 0.5, -0.5, -1).buffer);
  expect((await heard([wav({ data: floats, code: 3, bits: 32 })])).samples).toEqual([0, 16_384, -16_384, -32_768]);
  const mulaw = Buffer.of(0xff, 0x80, 0x00);
  const alaw = Buffer.of(0xd5, 0x55);
  expect((await heard([wav({ data: mulaw, code: 7, bits: 8 })])).samples).toEqual([0, 32_124, -32_124]);
  expect((await heard([wav({ data: alaw, code: 6, bits: 8 })])).samples).toEqual([8, -8]);
  expect((await heard([wav({ data: Buffer.of(128, 255), bits: 8 })])).samples).toEqual([0, 32_512]);
});

test('Lectern hears what it writes itself', async () => {
  const header = wavHeader({ rate: 24_000, channels: 1, frames: SAMPLES.length });
  expect(await heard([header, BODY])).toEqual(whole);
});

test.each([0, 0xffff_ffff, 0x7fff_ffff, 0xffff_ffdb, 0x7fff_f000])(
  'a WAV of no true size (%i) sounds to the end of the reply',
  async (size) => {
    expect(await heard([wav({ size })])).toEqual(whole);
  },
);

test('a WAV that ends before its time is not taken for whole, wherever it ends', async () => {
  const bytes = wav();
  for (let length = 4; length < bytes.length; length++) {
    const hearing = heard([bytes.subarray(0, length)]);
    await expect(hearing, `cut to ${length}`).rejects.toMatchObject({
      code: 'service-reply-unusable',
      retryable: true,
    });
  }
});

test('speech behind the size that a WAV names is noticed, titles and padding are not', async () => {
  const goesOn = wav({ size: 20 });
  await expect(heard([goesOn])).rejects.toMatchObject({ code: 'service-reply-unusable', retryable: false });
  for (const at of [60, 64, 66, 70]) await expect(heard(cutAt(goesOn, at))).rejects.toThrow('goes on after its end');
  const title = Buffer.from('LIST\x04\0\0\0soft', 'latin1');
  expect(await heard([wav(), title])).toEqual(whole);
  expect(await heard(singly(Buffer.concat([wav(), title])))).toEqual(whole);
  const odd = wav({ data: Buffer.of(0xff, 0xff, 0xff), code: 7, bits: 8 });
  expect((await heard([odd, Buffer.of(0), title])).samples).toEqual([0, 0, 0]);
  expect((await heard([odd, Buffer.of(0)])).samples).toEqual([0, 0, 0]);
});

test('a connection that fails behind the last sample takes nothing from the sound', async () => {
  const failure = new CallProblem('service-reply-unusable', 'the reply was cut off');
  expect(await heard([wav(), failure])).toEqual(whole);
  await expect(heard([wav().subarray(0, 80), failure])).rejects.toBe(failure);
});

test.each([
  ['a format that nobody speaks', [wav({ code: 85 })], 'audio/wav'],
  ['six channels', [wav({ channels: 6 })], 'audio/wav'],
  ['compressed sound', [Buffer.from('fffb90640000000000000000', 'hex')], 'audio/mpeg'],
  ['events', [Buffer.from('data: [DONE]\n\n')], 'text/event-stream'],
  ['a page', [Buffer.from('<!doctype html><p>Welcome')], 'text/html'],
  ['samples that claim to be a WAV', [BODY], 'audio/wav'],
] as const)('%s is not made audible', async (_, chunks, type) => {
  await expect(heard([...chunks], type)).rejects.toMatchObject({ code: 'service-reply-unusable', retryable: false });
});

test('an error that comes as a success is still the error that it is', async () => {
  const error = { message: 'Unable to access', type: 'invalid_request_error', code: 'model_not_available' };
  const body = Buffer.from(JSON.stringify({ error }));
  const expected = { code: 'model-needs-endpoint', details: { status: 200, said: 'Unable to access' } };
  await expect(heard(singly(body), 'application/json')).rejects.toMatchObject(expected);
  await expect(heard([body], 'application/octet-stream')).rejects.toMatchObject(expected);
});

test('leaving the loop drops the reply and takes no more of it', async () => {
  const { state, sound } = replied([wav(), BODY, BODY]);
  for await (const _ of sound) break;
  expect(state).toEqual({ dropped: 1, taken: 1 });
});
