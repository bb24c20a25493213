import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Problem } from '../../app/model/problem.ts';
import { openDesk } from '../tools/dictation-desk.ts';
import { plainAnswer, Scribe } from '../tools/scribe.ts';

const KIND = 'conversation.item.input_audio_transcription';

async function scribe(port = 0): Promise<Scribe> {
  const service = await Scribe.start(port);
  onTestFinished(() => service.stop().catch(() => undefined));
  return service;
}

/** Whatever listens there no more. */
async function nobody(): Promise<string> {
  const service = await Scribe.start();
  await service.stop();
  return service.url;
}

test('what is said becomes text, is in the history from its first moment, and nothing of it is sent twice', async () => {
  const service = await scribe();
  const { dictation, microphone, archive, news, phase } = await openDesk(service.url);
  await dictation.start();
  expect(news).toMatchObject([{ entry: { status: 'recording', text: '' } }]);
  microphone.say();
  microphone.say(2);
  await dictation.stop();
  await phase('done');
  expect(dictation.state).toMatchObject({ text: 'turn 1. turn 2.', rewritten: false, kept: true });
  expect(archive.list()).toMatchObject([{ status: 'done', text: 'turn 1. turn 2.', seconds: 5, playable: true }]);
  expect(service.recordings).toEqual([]);
  // Speech, half a second before it, and the pause after it; of the second turn what came between is sent once.
  expect(service.samples / 16_000).toBeCloseTo(1.6 + 3, 0.7);
});

test('the half second before the key belongs to it, and no more', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url);
  await dictation.arm();
  microphone.pause(3);
  await dictation.start();
  microphone.say();
  await dictation.stop();
  expect(archive.list()[0]!.seconds).toBe(2.5);
});

test('who lets go before a slow microphone is there, and begins again, is heard', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url);
  const ready = microphone.delay();
  const first = dictation.start();
  await dictation.stop();
  const second = dictation.start();
  ready();
  await Promise.all([first, second]);
  expect(dictation.state.phase).toBe('listening');
  microphone.say();
  await dictation.stop();
  expect(archive.list()).toMatchObject([{ seconds: 2, text: 'turn 1.' }]);
});

test('what is put away before a slow microphone is there records nothing', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url);
  const ready = microphone.delay();
  const started = dictation.start();
  dictation.dismiss();
  ready();
  await started;
  microphone.say();
  expect([dictation.state.phase, archive.list(), service.samples]).toEqual(['idle', [], 0]);
});

test('silence is sent to nobody, neither live nor as a recording', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url);
  await dictation.start();
  microphone.pause(20);
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: '' });
  expect([service.samples, service.recordings, archive.list()[0]!.text]).toEqual([0, [], '']);
});

test('words that a model makes up for a click are left out', async () => {
  const service = await scribe();
  service.answer = ({ number }, tell) =>
    tell({
      type: `${KIND}.completed`,
      item_id: `${number}`,
      transcript: number === 1 ? 'Thank you for watching!' : 'Yes.',
    });
  const { dictation, microphone } = await openDesk(service.url);
  await dictation.start();
  microphone.pause();
  microphone.say(0.05);
  await expect.poll(() => service.samples).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'Yes.' });
});

test('offline it waits, says so, and becomes text when the service is back, also after a restart', async () => {
  const first = await scribe();
  const { port, url } = first;
  await first.stop();
  const offline = await openDesk(url);
  await offline.dictation.start();
  offline.microphone.say();
  await offline.dictation.stop();
  expect(offline.dictation.state).toMatchObject({ phase: 'waiting', problem: { code: 'service-unreachable' } });
  expect(offline.archive.list()).toMatchObject([{ status: 'waiting' }]);
  await offline.close();
  const service = await scribe(port);
  const { archive, transcriber } = await openDesk(url, offline.folder);
  transcriber.wake();
  await expect.poll(() => archive.list()[0]!.status, { timeout: 10_000 }).toBe('done');
  expect(archive.list()[0]!.text).toMatch(/^a recording of \d+ bytes$/);
  expect(service.recordings).toHaveLength(1);
});

test('where the library takes no more, a dictation ends all the same, and is there at the next start', async () => {
  const service = await scribe();
  const { dictation, microphone, archive, folder, close, phase } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  const { change } = archive;
  archive.change = () => {
    throw new Problem('disk-full', 'no room');
  };
  service.answer = () => undefined;
  await dictation.stop();
  await phase('waiting');
  expect(dictation.state).toMatchObject({ problem: { code: 'disk-full' } });
  archive.change = change;
  await close();
  const next = await openDesk(service.url, folder);
  expect(next.archive.list()).toMatchObject([{ status: 'waiting', kept: true }]);
});

test('a network that is cut in the middle costs no word: the recording is written down instead', async () => {
  const first = await scribe();
  first.answer = (_turn, _tell, wire) => wire.terminate();
  const { dictation, microphone } = await openDesk(first.url);
  await dictation.start();
  microphone.say();
  await expect.poll(() => first.samples).toBeGreaterThan(0);
  await first.stop();
  microphone.say();
  const stopped = dictation.stop();
  const again = await scribe(first.port);
  again.recorded = () => 'all of it';
  await stopped;
  await expect.poll(() => dictation.state, { timeout: 20_000 }).toMatchObject({ phase: 'done' });
  // Either all of it live, on the second connection, or from the recording.
  const live = again.samples / 16_000 > 3;
  expect((dictation.state as { text: string }).text).toMatch(live ? /^turn 1\./ : /^all of it$/);
});

test('a network that is cut after the last word, before its text came, costs no word either', async () => {
  const first = await scribe();
  first.answer = () => undefined;
  const { dictation, microphone, archive, phase } = await openDesk(first.url);
  await dictation.start();
  microphone.say();
  const stopped = dictation.stop();
  await expect.poll(() => first.committed).toBeGreaterThan(0);
  await first.stop();
  await stopped;
  expect(dictation.state).toMatchObject({ phase: 'waiting', problem: { code: 'service-unreachable' } });
  const again = await scribe(first.port);
  again.recorded = () => 'all of it';
  await phase('done');
  expect([dictation.state, archive.list()[0]]).toMatchObject([{ text: 'all of it' }, { text: 'all of it' }]);
});

test('a service that hangs up because nothing was said for long is spoken to again, and no word is lost or doubled', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url);
  service.answer = (turn, tell, wire) => {
    plainAnswer(turn, tell, wire);
    if (turn.number !== 1) return;
    tell({ type: 'error', error: { code: 'idle_timeout', message: 'Timeout', type: 'service_unavailable_error' } });
    wire.close(1000);
  };
  await dictation.start();
  microphone.say();
  await expect.poll(() => archive.list()[0]!.status).toBe('recording');
  await expect.poll(() => service.samples).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  microphone.pause(5);
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'turn 1. turn 2.', rewritten: false });
});

test('a turn that fails, or is never answered, is made good from the recording', async () => {
  const service = await scribe();
  service.recorded = () => 'one two';
  service.answer = ({ number }, tell) =>
    tell(
      number === 1
        ? {
            type: `${KIND}.failed`,
            event_type: 'completed',
            item_id: '1',
            error: { message: 'no', type: 'server_error' },
          }
        : { type: `${KIND}.completed`, item_id: '2', transcript: 'two' },
    );
  const { dictation, microphone } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'one two', rewritten: true });
  service.answer = () => undefined;
  await dictation.start();
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'one two', rewritten: true });
});

test('a service that goes on writing is waited for, and deltas out of their order change nothing', async () => {
  const service = await scribe();
  service.answer = ({ number }, tell) => {
    if (number === 1)
      return void setTimeout(() => tell({ type: `${KIND}.completed`, item_id: '1', transcript: 'One.' }), 300);
    tell({ type: `${KIND}.delta`, item_id: '2', delta: 'Tw' });
    tell({ type: `${KIND}.delta`, item_id: '1', delta: 'On' });
    tell({ type: `${KIND}.completed`, item_id: '2', transcript: 'Two.' });
    tell({ type: `${KIND}.delta`, item_id: '2', delta: 'T' });
  };
  const { dictation, microphone } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  microphone.say();
  await dictation.stop();
  const { text, rewritten } = dictation.state as { text: string; rewritten: boolean };
  expect([text.split(' ').sort(), rewritten]).toEqual([['One.', 'Two.'], false]);
});

test('no workers (4503), a refused key: it is recorded on, and waits', async () => {
  const service = await scribe();
  service.recorded = () => null;
  service.answer = (_turn, tell, wire) => {
    tell({ type: 'error', error: { code: 'no_healthy_workers', message: 'none' } });
    wire.close(4503);
  };
  const { dictation, microphone, archive, states } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  await expect.poll(() => states.at(-1), { timeout: 10_000 }).toMatchObject({ notices: ['offline'] });
  microphone.say();
  const stopped = dictation.stop();
  service.recorded = () => 'both';
  await stopped;
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'both' });
  expect(archive.list()).toMatchObject([{ status: 'done', seconds: 4, text: 'both' }]);
});

/** Thirty by day; a fair taste of them for each change. */
const MINUTES = Number(process.env['LECTERN_MINUTES'] ?? 4);

test('of a dictation that goes on and on with pauses, no turn is doubled or lost', async () => {
  const service = await scribe();
  const { dictation, microphone } = await openDesk(service.url);
  await dictation.start();
  let turns = 0;
  service.answer = ({ number }, tell) => plainAnswer({ number: (turns = number), samples: 0 }, tell, null!);
  microphone.say();
  await expect.poll(() => turns).toBe(1);
  for (let second = 0; second < MINUTES * 60; second += 10) {
    microphone.say(7);
    microphone.pause(2);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await dictation.stop();
  const { text, phase } = dictation.state as { text: string; phase: string };
  const wanted = Array.from({ length: turns }, (_, at) => `turn ${at + 1}.`).join(' ');
  expect({ phase, text }).toEqual({ phase: 'done', text: wanted });
  expect(turns).toBe(1 + MINUTES * 6);
});

test('a cancelled one is kept for its time, can be written down after all, and is deleted then', async () => {
  const service = await scribe();
  const { dictation, microphone, archive, transcriber, folder } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  await dictation.cancel();
  expect(dictation.state.phase).toBe('cancelled');
  const [entry] = archive.list();
  expect(entry).toMatchObject({ status: 'cancelled', kept: true, seconds: 2 });
  expect(entry!.forgottenAt! - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  await transcriber.run(entry!.id);
  expect(archive.list()).toMatchObject([{ status: 'done' }]);
  archive.change(entry!.id, { forget: Date.now() - 1 });
  archive.sweep();
  expect([archive.list(), readdirSync(join(folder, 'recordings'))]).toEqual([[], []]);
});

test('who wants nothing kept has the text, and neither sound nor line remains', async () => {
  const service = await scribe();
  const { dictation, microphone, archive, folder } = await openDesk(service.url, undefined, { keep: 'nothing' });
  await dictation.start();
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ phase: 'done', text: 'turn 1.', kept: false });
  expect([archive.list(), readdirSync(join(folder, 'recordings'))]).toEqual([[], []]);
  await dictation.start();
  microphone.say();
  await dictation.cancel();
  expect([dictation.state, archive.list()]).toMatchObject([{ phase: 'cancelled', until: null }, []]);
});

test('beyond the room for recordings the oldest sound goes, but never its text, nor what still waits', async () => {
  const service = await scribe();
  const { dictation, microphone, archive } = await openDesk(service.url, undefined, { mostBytes: 170_000 });
  for (let one = 0; one < 3; one++) {
    await dictation.start();
    microphone.say();
    await dictation.stop();
  }
  const lines = archive.list().map(({ text, kept }) => [text !== '', kept]);
  expect(lines).toEqual([
    [true, true],
    [true, true],
    [true, false],
  ]);
});

test('a chosen microphone that is not there is replaced, with a notice; without any, nothing is begun', async () => {
  const service = await scribe();
  const desk = await openDesk(service.url, undefined, { input: 'Headset' });
  desk.microphone.gone.add('Headset');
  await desk.dictation.start();
  expect(desk.dictation.state).toMatchObject({ phase: 'listening', notices: ['input-missing'] });
  await desk.dictation.cancel();
  desk.dictation.disarm();
  desk.microphone.gone.add(null);
  await desk.dictation.start();
  expect(desk.dictation.state).toMatchObject({ phase: 'failed', problem: { code: 'microphone-unavailable' } });
  expect(desk.archive.list()).toHaveLength(1);
});

test('a chosen microphone that never gives a sound is replaced, with a notice, also before it is needed', async () => {
  const service = await scribe();
  const desk = await openDesk(service.url, undefined, { input: 'Headset' });
  const { dictation, microphone, archive, states } = desk;
  microphone.mute.add('Headset');
  await dictation.start();
  microphone.pause(0.8);
  await expect.poll(() => microphone.opened).toEqual(['Headset', null]);
  await expect.poll(() => states.at(-1)).toMatchObject({ notices: ['muted', 'input-silent'] });
  microphone.say();
  expect(states.at(-1)).toMatchObject({ phase: 'listening', notices: ['input-silent'] });
  await dictation.stop();
  expect(archive.list()).toMatchObject([{ text: 'turn 1.', seconds: 2.8 }]);
  await dictation.start();
  expect(dictation.state).toMatchObject({ phase: 'listening', notices: ['input-silent'] });
  await dictation.cancel();
  dictation.disarm();
  await dictation.arm();
  microphone.pause(0.8);
  await expect.poll(() => microphone.opened).toEqual(['Headset', null, 'Headset', null]);
});

test('who mutes a chosen microphone that has been heard means it: it is told, and no other one listens', async () => {
  const service = await scribe();
  const { dictation, microphone, states } = await openDesk(service.url, undefined, { input: 'Headset' });
  await dictation.start();
  microphone.say();
  microphone.mute.add('Headset');
  microphone.pause();
  expect(states.at(-1)).toMatchObject({ notices: ['muted'] });
  expect(microphone.opened).toEqual(['Headset']);
  microphone.mute.clear();
  microphone.say();
  expect(states.at(-1)).toMatchObject({ notices: [] });
  await dictation.stop();
});

test('where the system’s own microphone is not there either, a silent one stays', async () => {
  const service = await scribe();
  const { dictation, microphone } = await openDesk(service.url, undefined, { input: 'Headset' });
  microphone.mute.add('Headset');
  microphone.gone.add(null);
  await dictation.start();
  microphone.pause(2);
  await expect.poll(() => microphone.opened).toEqual(['Headset', null]);
  expect(dictation.state).toMatchObject({ phase: 'listening', notices: ['muted'] });
  microphone.mute.clear();
  microphone.say();
  await dictation.stop();
  expect(dictation.state).toMatchObject({ text: 'turn 1.' });
});

test('a microphone that is unplugged is replaced in mid-sentence; where there is no other, what was said becomes text', async () => {
  const service = await scribe();
  const { dictation, microphone, archive, phase } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  microphone.unplug();
  await expect.poll(() => microphone.listening).toBe(true);
  microphone.say();
  expect(dictation.state).toMatchObject({ phase: 'listening', notices: ['input-changed'] });
  microphone.gone.add(null);
  microphone.unplug();
  await phase('done');
  expect(dictation.state).toMatchObject({ text: 'turn 1. turn 2.' });
  expect(archive.list()).toMatchObject([{ seconds: 4 }]);
});

test('the next dictation does not wait for the text of the last', async () => {
  const service = await scribe();
  const late = Promise.withResolvers<void>();
  service.answer = ({ number }, tell) => {
    const told = () => tell({ type: `${KIND}.completed`, item_id: 'a', transcript: `text ${number}` });
    if (number === 1) void late.promise.then(told);
    else told();
  };
  const { dictation, microphone, archive } = await openDesk(service.url);
  await dictation.start();
  microphone.say();
  void dictation.stop();
  await expect.poll(() => dictation.state.phase).toBe('finishing');
  await dictation.start();
  microphone.say();
  const stopped = dictation.stop();
  await expect.poll(() => dictation.state).toMatchObject({ phase: 'done', text: 'text 2' });
  late.resolve();
  await stopped;
  expect(archive.list().map(({ text }) => text)).toEqual(['text 2', 'text 1']);
  expect(dictation.state).toMatchObject({ text: 'text 2' });
});

test('with nobody to write along a dictation is kept whole, and its end is not waited for long', async () => {
  const { dictation, microphone, archive, folder } = await openDesk(await nobody());
  await dictation.start();
  for (let turn = 0; turn < 5; turn++) microphone.say();
  await dictation.stop();
  const { id, seconds } = archive.list()[0]!;
  expect([dictation.state.phase, seconds]).toEqual(['waiting', 10]);
  expect(existsSync(join(folder, 'recordings', `${id}.wav`))).toBe(true);
});
