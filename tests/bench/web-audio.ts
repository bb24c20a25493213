import { type Browser, chromium, type Page } from 'playwright';
import { readFileSync, readdirSync } from 'node:fs';
import type { Rig } from '../tools/rig.ts';
import type { ListenerTask } from './playing.ts';

const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --autoplay-policy=no-user-gesture-required';

export interface Speaking {
  url: string;
  task: ListenerTask;
  segments: number;
}

/** A page that fetches samples and queues them in Web Audio, the next behind the one before, as pages do. */
export class WebAudio {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly pid: number;

  static async open(rig: Rig): Promise<WebAudio> {
    const before = new Set(children());
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: FLAGS.split(' '),
      ignoreDefaultArgs: ['--mute-audio'],
      env: Object.fromEntries(Object.entries(rig.environment).map(([name, value]) => [name, value ?? ''])),
    });
    const page = await browser.newPage();
    const pid = children().find((id) => !before.has(id))!;
    return new WebAudio(browser, page, pid);
  }

  private constructor(browser: Browser, page: Page, pid: number) {
    this.#browser = browser;
    this.#page = page;
    this.pid = pid;
  }

  async speak<Report>(speaking: Speaking): Promise<Report> {
    return (await this.#page.evaluate(played, speaking)) as Report;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Runs in the page. */
async function played({ url, task, segments }: Speaking): Promise<unknown> {
  const context = new AudioContext({ sampleRate: 24_000, latencyHint: 'interactive' });
  await context.resume();
  let next = 0;
  const speak = async (index: number) => {
    const { body } = await fetch(`${url}/raw/${index}`);
    let odd = new Uint8Array(0);
    const reader = body!.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const bytes = new Uint8Array(odd.length + value.length);
      bytes.set(odd);
      bytes.set(value, odd.length);
      odd = bytes.slice(bytes.length & ~1);
      const samples = new Int16Array(bytes.buffer, 0, bytes.length >> 1);
      if (samples.length === 0) continue;
      const buffer = context.createBuffer(1, samples.length, 24_000);
      buffer.copyToChannel(
        Float32Array.from(samples, (sample) => sample / 32_768),
        0,
      );
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      next = Math.max(next, context.currentTime);
      source.start(next);
      next += buffer.duration;
    }
  };
  const now = () => performance.timeOrigin + performance.now();
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await wait(500);
  const at: number[] = [];
  for (let index = 0; index < segments; index++) {
    at.push(now());
    if (task === 'through') await speak(index);
    else {
      void speak(index);
      await wait(1_300 + at.at(-1)! - now());
    }
  }
  await wait(Math.max(0, next - context.currentTime) * 1_000 + 2_500);
  await context.close();
  return task === 'first' ? { at } : { seconds: (now() - at[0]!) / 1_000 };
}

/** Processes that this one has started. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === process.pid;
      } catch {
        return false;
      }
    });
}
