import { expect, test } from 'vitest';
import { Problem } from '../../../app/model/problem.ts';
import type { SpeechService } from '../../../app/studio/host.ts';
import { Kept } from '../../../app/studio/kept-service.ts';
import { ManualTime } from '../../tools/manual-time.ts';

interface Scripted extends SpeechService {
  end(): void;
}

/** Services of no process, which answer until one is to be silent; each start that `fails` lists fails. */
function stage(...fails: number[]) {
  const clock = new ManualTime();
  const silent = { yes: false };
  const ports: number[] = [];
  const log: string[] = [];
  const services: Scripted[] = [];
  let mended = 0;
  const host = {
    log: (event: string) => void log.push(event),
    async startSpeechService(port: number): Promise<SpeechService> {
      ports.push(port);
      if (fails.includes(ports.length)) throw new Problem('offline-service-failed', 'as the test wished');
      const { promise, resolve } = Promise.withResolvers<void>();
      const service = {
        url: `http://127.0.0.1:${port || 4_000 + ports.length}`,
        ended: promise,
        end: resolve,
        stop: async () => resolve(),
        kill: resolve,
      };
      services.push(service);
      return service;
    },
  };
  const look = (_: SpeechService, signal: AbortSignal) => (silent.yes ? clock.sleep(1e9, signal) : Promise.resolve());
  const kept = new Kept({ host, look, mended: () => void mended++, clock });
  return { kept, ports, log, services, mended: () => mended, clock, silent };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('it is begun once at its first use, and again at the same address when it has ended', async () => {
  const { kept, ports, services, mended } = stage();
  const [first, same] = await Promise.all([kept.running(), kept.running()]);
  expect([first === same, ports, mended()]).toEqual([true, [0], 0]);
  services[0]!.end();
  await turn();
  expect([ports, mended()]).toEqual([[0, 4_001], 1]);
  expect((await kept.running()).url).toBe(first.url);
});

test('where the address is taken it is begun at another, and a start that fails is tried again', async () => {
  const { kept, ports, services, mended } = stage(1, 3);
  await kept.running();
  expect([ports, mended()]).toEqual([[0, 0], 1]);
  services[0]!.end();
  await turn();
  expect([ports, mended()]).toEqual([[0, 0, 4_002, 0], 2]);
});

test('one that cannot be started is a problem, until somebody asks for it again', async () => {
  const { kept, ports } = stage(1, 2, 3);
  await expect(kept.running()).rejects.toMatchObject({ code: 'offline-service-failed' });
  await kept.running();
  expect(ports).toEqual([0, 0, 0, 0]);
});

test('one that ends over and over is left alone until it is asked for', async () => {
  const { kept, ports, services, mended } = stage();
  await kept.running();
  for (let end = 0; end < 6; end++) {
    services.at(-1)!.end();
    await turn();
  }
  expect([ports.length, mended()]).toEqual([6, 5]);
  await kept.running();
  expect([ports.length, ports.at(-1), mended()]).toEqual([7, 4_001, 6]);
});

test('a call that the end of the service cut off is made again, one that failed for a reason of its own is not', async () => {
  const { kept, services } = stage();
  const { signal } = new AbortController();
  const asked: string[] = [];
  const answer = await kept.during(async ({ url }) => {
    asked.push(url);
    if (asked.length > 1) return 'text';
    services[0]!.end();
    throw new Error('reset');
  }, signal);
  expect([answer, asked]).toEqual(['text', ['http://127.0.0.1:4001', 'http://127.0.0.1:4001']]);
  await expect(kept.during(() => Promise.reject(new Error('refused')), signal)).rejects.toThrow('refused');
});

test('one that does not answer while somebody waits for it is ended, and begun again', async () => {
  const { kept, services, log, mended, clock, silent } = stage();
  const leave = kept.watch(await kept.running());
  await clock.advance(60_000);
  silent.yes = true;
  await clock.advance(1_000 + 2 * 3_000 - 1);
  expect(log).toEqual([]);
  await clock.advance(1);
  expect([log, mended(), services.length]).toEqual([['speech-service-hung', 'speech-service-ended'], 1, 2]);
  leave();
  await clock.advance(60_000);
  expect(services).toHaveLength(2);
});

test('one that is silent once, or while nobody waits for it, is let be', async () => {
  const { kept, services, clock, silent } = stage();
  const service = await kept.running();
  const leave = [kept.watch(service), kept.watch(service)];
  silent.yes = true;
  await clock.advance(1_000 + 3_000 - 1);
  silent.yes = false;
  await clock.advance(60_000);
  leave[0]!();
  await clock.advance(60_000);
  expect(clock.sleepers).toBe(1);
  leave[1]!();
  silent.yes = true;
  await clock.advance(60_000);
  expect([services.length, clock.sleepers]).toEqual([1, 0]);
});

test('closed, it is ended and not begun again', async () => {
  const { kept, ports } = stage();
  await kept.running();
  await kept.close();
  await turn();
  expect(ports).toEqual([0]);
});
