/**
 * ms from the start of the web host's process until its window can play: until it listens, and from there, in Chromium
 * that runs already, until the first picture in which the play button of a document can be pressed, as the page itself
 * sees it: asked from outside it is a moment late, and the asking takes the processor. What Node has compiled is kept,
 * as with `npm start`. Peer: the least that Node and the browser need, a server of one page with one button. Wants a built
 * window (`npm run build`).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright';
import { nodeHost } from '../../app/hosts/node/host.ts';
import { openStudio } from '../../app/studio/studio.ts';
import { compiled } from '../tools/compiled.ts';
import { firstLine, makeHome, startWindow } from '../tools/lectern.ts';
import { median, report } from './figure.ts';

type What = 'listens' | 'window' | 'usable';

const ROUNDS = 7;
const PAGE = `require('http').createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' })
  .end('<title>Peer</title><button>Play</button>')).listen(0, '127.0.0.1', function () {
    console.log('http://127.0.0.1:' + this.address().port + '/?');
  })`;

declare global {
  interface Window {
    /** When the button could first be pressed, in ms since 1970. */
    pressable: Promise<number>;
  }
}

const home = await makeHome();
const project = await written();
const browser = await chromium.launch({
  executablePath: process.env['LECTERN_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
Object.assign(home.environment, compiled);
const lectern = () => startWindow(home);
const peer = () => spawn(process.execPath, ['-e', PAGE]);

const [ours, theirs] = [await measured(lectern, 'Play'), await measured(peer, 'Play')];
const least = (what: What) => ({ name: 'a page of one button', value: theirs[what] });
report({ what: 'start to listening', unit: 'ms', lectern: ours.listens, peer: least('listens') });
report({ what: 'link to a window that can play', unit: 'ms', lectern: ours.window, peer: least('window') });
report({
  ...{ what: 'start to a window that can play', unit: 'ms', lectern: ours.usable, peer: least('usable') },
  target: { of: 'lectern', most: 1_000 },
});
await browser.close();
await home.leave();

/** A library with a document; its id. */
async function written(): Promise<string> {
  const nowhere = { redeem: () => null, destination: async () => null, reveal: async () => undefined };
  const studio = await openStudio(nodeHost(home.environment, { name: 'web', ...nowhere }));
  const { library } = studio.handlers;
  const text = Array.from({ length: 200 }, (_, at) => `This is paragraph ${at} of an evening by the fire.`).join(
    '\n\n',
  );
  const reading = await library.read({ text });
  const { id } = await library.import({ ...reading, chapters: [0], title: 'Evening', author: null });
  await studio.close();
  return id;
}

/** ms since 1970, on the same clock as in the page. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Runs in the page: looks at every picture whether a button can be pressed in its middle. */
function seen(name: string): void {
  const { promise, resolve } = Promise.withResolvers<number>();
  window.pressable = promise;
  const look = (): void => {
    for (const button of document.querySelectorAll('button')) {
      if ((button.ariaLabel ?? button.textContent.trim()) !== name || button.disabled) continue;
      const { x, y, width, height } = button.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      // Behind this frame it has been drawn.
      if (button.contains(hit)) return void setTimeout(() => resolve(performance.timeOrigin + performance.now()));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function measured(start: () => ChildProcess, button: string) {
  const rounds: Record<What, number>[] = [];
  // The first round warms what is kept between starts.
  for (let round = 0; round <= ROUNDS; round++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(seen, button);
    const begun = now();
    const child = start();
    child.stderr?.resume();
    const link = await firstLine(child);
    const listens = now() - begun;
    await page.goto(`${link}#${project}`, { waitUntil: 'commit' });
    const usable = (await page.evaluate(() => window.pressable)) - begun;
    await page.getByRole('button', { name: button, exact: true }).click({ trial: true });
    if (round > 0) rounds.push({ listens, usable, window: usable - listens });
    await context.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  const middle = (what: What) => median(rounds.map((times) => times[what]));
  return { listens: middle('listens'), window: middle('window'), usable: middle('usable') };
}
