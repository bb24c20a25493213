import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Together } from '../../app/together/client.ts';
import { liveSession } from '../../app/synthesis/live.ts';
import { restSession } from '../../app/synthesis/rest.ts';
import type { Session } from '../../app/synthesis/session.ts';
import { streamSession } from '../../app/synthesis/stream.ts';
import { type FaultServer, startFaultServer } from '../tools/fault-server.ts';
import { badlySaid, HANDSHAKE_FAULTS, LIVE_FAULTS, SESSION_FAULTS, wellSaid } from '../tools/faulty-live.ts';
import { SPEECH_FAULTS, SPEECH_STALLS, wellSpoken } from '../tools/faulty-speech.ts';
import { Leftovers } from '../tools/leftovers.ts';
import { bytesOf, created, startLiveServer, voiceOf } from '../tools/live-server.ts';
import { QuickTime } from '../tools/quick-time.ts';
import { fateOf, runScript, SCRIPT, VOICE } from '../tools/script-run.ts';
import { clientOf } from '../tools/together.ts';
import { never } from '../tools/live.ts';

/** Scripts of 200 segments in all; `LECTERN_RUNS=1000` makes it the full thousand. */
const RUNS = Number(process.env['LECTERN_RUNS'] ?? 12);
const MINUTES = 60_000;

/** A service for any number of runs. */
interface Service {
  url: string;
  open(): number;
  /** From here on it does what it does in this run, by this clock. */
  begin(seed: number, time: QuickTime): void;
  /** Somebody asks for a text, perhaps after having given it up. */
  asked(text: string, gaveUp: boolean): void;
}

const pick = <Fault>(faults: Readonly<Record<string, Fault>>, chance: () => number): [string, Fault] =>
  Object.entries(faults)[Math.floor(chance() * Object.keys(faults).length)]!;

/** Makes the scripts of every third seed, and tells what was met on the way. */
async function makeScripts(
  service: Service,
  { first, tick, session }: { first: number; tick: number; session: (client: Together) => Session },
) {
  const problems: Record<string, number> = {};
  const totals = { runs: 0, left: 0, sockets: 0, signals: 0 };
  for (let seed = first; seed < RUNS; seed += 3, totals.runs++) {
    const time = new QuickTime(tick);
    service.begin(seed, time);
    const watch = new Leftovers();
    onTestFinished(() => watch.end());
    const timeouts = { headers: 300, idle: 300 };
    const { client } = clientOf(service.url, { clock: time, random: fateOf(seed), timeouts });
    const own = session(client);
    const report = await runScript(own, seed, (text, gaveUp) => service.asked(text, gaveUp));
    // Whoever closes the app does so in the middle of something.
    const underway = SCRIPT.slice(0, 9).map((text) => {
      service.asked(text, false);
      return Array.fromAsync(own.speak(text, VOICE, never()));
    });
    const ends = Promise.allSettled(underway);
    for (let turns = Math.floor(fateOf(seed)() * 50); turns > 0; turns--) await turn();
    await client.close();
    expect({ seed, sleepers: time.sleepers }).toEqual({ seed, sleepers: 0 });
    for (const end of await ends)
      if (end.status === 'rejected') expect(end.reason.name).toMatch(/^(AbortError|Problem)$/);
    const left = await watch.left({ served: () => service.open() });
    expect({ seed, left }).toEqual({ seed, left: {} });
    watch.end();
    for (const [code, count] of report.problems) problems[code] = (problems[code] ?? 0) + count;
    totals.left += report.left;
    totals.sockets += watch.seen.sockets;
    totals.signals += watch.seen.signals;
  }
  return { ...totals, problems };
}

/** Where redirects lead, and nobody should follow. */
async function startElsewhere(): Promise<FaultServer> {
  const server = await startFaultServer((response) => response.end());
  onTestFinished(() => server.stop());
  return server;
}

type Made = Awaited<ReturnType<typeof makeScripts>>;

/** That something was watched, and that every fault was met; with a handful of scripts some are missing by chance. */
function notInVain(made: Made, met: ReadonlyMap<string, number>, faults: readonly object[]): void {
  expect(made.sockets).toBeGreaterThan(made.runs);
  expect(made.signals).toBeGreaterThan(made.runs * SCRIPT.length);
  expect(met.size).toBeGreaterThan(10);
  if (RUNS < 100) return;
  expect(faults.flatMap((each) => Object.keys(each)).filter((name) => !met.has(name))).toEqual([]);
  process.stdout.write(`${JSON.stringify({ ...made, met: Object.fromEntries(met) })}\n`);
}

test.each([
  ['one reply', 0, restSession],
  ['server-sent events', 1, streamSession],
] as const)(
  `scripts that are made by %s arrive whole and in order, whatever happens, and leave nothing`,
  async (_, first, session) => {
    const elsewhere = await startElsewhere();
    const met = new Map<string, number>();
    const wishes = new Map<string, number>();
    const served = new Map<string, number>();
    const replies = new Map<string, number>();
    const twice: string[] = [];
    let seed = 0;
    let time = new QuickTime();
    const server = await startFaultServer(async (response, { body }) => {
      const { input, stream } = JSON.parse(body) as { input: string; stream: boolean };
      // What was answered well is not asked for again, unless somebody wants it again.
      if (served.get(input) === wishes.get(input)) twice.push(`${seed}: ${input}`);
      const number = (replies.get(input) ?? 0) + 1;
      replies.set(input, number);
      const chance = fateOf(seed, SCRIPT.indexOf(input), number);
      const reply = { response, stream, chance, now: () => time.now(), elsewhere: elsewhere.url };
      const spoken = { ...reply, sound: bytesOf(voiceOf(input)) };
      if (chance() > 0.25) {
        const wish = wishes.get(input)!;
        const { socket } = response;
        await wellSpoken(spoken);
        if (!response.destroyed && !socket!.writableEnded) served.set(input, wish);
        return;
      }
      const [name, fault] = pick(chance() < 0.01 ? SPEECH_STALLS : SPEECH_FAULTS, chance);
      met.set(name, (met.get(name) ?? 0) + 1);
      await fault(spoken);
    });
    onTestFinished(() => server.stop());
    const service: Service = {
      url: server.url,
      open: () => server.open(),
      begin(next, clock) {
        [seed, time] = [next, clock];
        for (const each of [wishes, served, replies]) each.clear();
        server.received.length = 0;
      },
      // A request that was given up may arrive after the next wish, and nobody can tell the two apart.
      asked: (text, gaveUp) => void wishes.set(text, gaveUp ? NaN : (wishes.get(text) ?? 0) + 1),
    };
    const made = await makeScripts(service, { first, tick: 500, session });
    expect([twice, elsewhere.received]).toEqual([[], []]);
    notInVain(made, met, [SPEECH_FAULTS, SPEECH_STALLS]);
  },
  MINUTES + RUNS * 3_000,
);

test(
  'scripts that are made over WebSockets arrive whole and in order, whatever happens, and leave nothing',
  async () => {
    const elsewhere = await startElsewhere();
    const met = new Map<string, number>();
    const replies = new Map<string, number>();
    let seed = 0;
    let handshakes = 0;
    const meet = (name: string) => met.set(name, (met.get(name) ?? 0) + 1);
    const server = await startLiveServer({
      refuse(socket) {
        const chance = fateOf(seed, SCRIPT.length, ++handshakes);
        if (chance() > 0.1) return false;
        const [name, fault] = pick(HANDSHAKE_FAULTS, chance);
        meet(name);
        return fault(socket, elsewhere.url);
      },
      open(wire) {
        const chance = fateOf(seed, SCRIPT.length + 1, handshakes);
        if (chance() > 0.05) return wire.send(JSON.stringify(created));
        const [name, fault] = pick(SESSION_FAULTS, chance);
        meet(name);
        fault(wire);
      },
      commit(order) {
        const number = (replies.get(order.text) ?? 0) + 1;
        replies.set(order.text, number);
        const chance = fateOf(seed, SCRIPT.indexOf(order.text), number);
        if (chance() > 0.02) return void wellSaid(order, chance);
        const [name, fault] = pick(LIVE_FAULTS, chance);
        meet(name);
        badlySaid(order, fault, chance);
      },
    });
    onTestFinished(() => server.stop());
    const service: Service = {
      url: server.url,
      open: () => server.open(),
      begin(next) {
        seed = next;
        handshakes = 0;
        replies.clear();
        server.said.length = server.handshakes.length = 0;
      },
      asked: () => undefined,
    };
    const made = await makeScripts(service, { first: 2, tick: 50, session: liveSession });
    expect(elsewhere.received).toEqual([]);
    notInVain(made, met, [LIVE_FAULTS, HANDSHAKE_FAULTS, SESSION_FAULTS]);
  },
  MINUTES + RUNS * 3_000,
);
