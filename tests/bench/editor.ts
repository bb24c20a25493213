/**
 * A script of 20,000 paragraphs in the real app and a real browser: opening, keystroke to paint, scrolling from end to
 * end, memory. Beside each the same on a bare page, which says how busy the machine is. Prints one line of JSON each;
 * run it after a build with `node tests/bench/editor.ts [paragraphs]`.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { firstLine, makeHome, startLectern } from '../tools/lectern.ts';

const PARAGRAPHS = Number(process.argv[2] ?? 20_000);
const KEYS = 200;
const SCROLL_SECONDS = 10;
const FLAGS = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
const WORDS =
  'the keeper of the point had written down every ship that passed since the lamp was lit and could not say why'.split(
    ' ',
  );

const book = (count: number): string =>
  Array.from({ length: count }, (_, n) => {
    const length = 12 + ((n * 7919) % 60);
    const words = Array.from({ length }, (_, w) => WORDS[(n * 31 + w * 17) % WORDS.length]!);
    return `${n % 100 === 0 ? `# Chapter ${n / 100 + 1}\n\n` : ''}Paragraph ${n}: ${words.join(' ')}.\n`;
  }).join('\n');

const sorted = (values: number[]) => values.toSorted((one, other) => one - other);
const at = (values: number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
/** What figures are to be, by name. */
type Goals = Record<string, { most: number } | { least: number }>;

const print = (what: string, figures: Record<string, number>, goals: Goals = {}) => {
  const kept = Object.entries(goals).map(([name, goal]) => {
    const met = 'most' in goal ? figures[name]! <= goal.most : figures[name]! >= goal.least;
    return [name, { ...goal, kept: met }];
  });
  const rounded = Object.entries(figures).map(([name, n]) => [name, Number(n.toPrecision(4))]);
  console.log(JSON.stringify({ what, ...Object.fromEntries(rounded), goals: Object.fromEntries(kept) }));
};

/** MB that a process holds. */
const resident = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000;

/** ms from each key to the frame that shows it. */
async function keys(page: Page, selector: string): Promise<number[]> {
  await page.locator(selector).nth(1).click();
  await page.evaluate(() => {
    const delays: number[] = ((window as never as { delays: number[] }).delays = []);
    const seen = new MessageChannel();
    let since = 0;
    seen.port1.onmessage = () => delays.push(performance.now() - since);
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        // The message comes after the paint that follows the frame's own work.
        requestAnimationFrame(() => {
          since = timeStamp;
          seen.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  for (let i = 0; i < KEYS; i++) await page.keyboard.type('abcde '[i % 6]!, { delay: 25 });
  return page.evaluate(() => (window as never as { delays: number[] }).delays);
}

/** ms between frames while the script passes from end to end, and how many of them had a hole in the middle. */
function scroll(page: Page, selector: string): Promise<{ gaps: number[]; holes: number }> {
  return page.evaluate(
    ([selector, seconds]) =>
      new Promise((resolve) => {
        const scroller = document.querySelector(selector)!;
        const frame = scroller.getBoundingClientRect();
        const gaps: number[] = [];
        let holes = 0;
        let before = 0;
        const begun = performance.now();
        const step = (now: number) => {
          if (before) gaps.push(now - before);
          before = now;
          // Now and then only: to ask what is there makes the page be laid out at once.
          if (gaps.length % 10 === 0 && scroller.querySelector('[data-row]')) {
            const middle = document.elementFromPoint(frame.x + frame.width / 2, frame.y + frame.height / 2);
            if (!middle?.closest('[data-row]')) holes++;
          }
          const share = (now - begun) / (seconds * 1000);
          scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
          if (share < 1) requestAnimationFrame(step);
          else resolve({ gaps, holes });
        };
        requestAnimationFrame(step);
      }),
    [selector, SCROLL_SECONDS] as const,
  );
}

const home = await makeHome();
const app = startLectern(home, ['serve']);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS.split(' ') });
try {
  app.stderr?.resume();
  const link = await firstLine(app);
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  const file = join(home.folder, 'A long book.md');
  await writeFile(file, book(PARAGRAPHS));
  await page.goto(link);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a document' }).first().click();
  await (await chooser).setFiles(file);
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Import' });
  await confirm.click({ timeout: 120_000 });
  const text = '[data-row] [role=textbox]';
  await page.locator(text).first().waitFor({ timeout: 120_000 });

  const opened: number[] = [];
  for (let i = 0; i < 5; i++) {
    await page.goto(new URL('/', link).href);
    await page.reload();
    const document = page.getByRole('region', { name: 'Library' }).getByRole('button').first();
    await document.waitFor();
    opened.push(
      await document.evaluate(
        (button, text) =>
          new Promise<number>((resolve) => {
            const begun = performance.now();
            (button as HTMLElement).click();
            const look = () =>
              window.document.querySelector(text)
                ? requestAnimationFrame(() => resolve(performance.now() - begun))
                : requestAnimationFrame(look);
            look();
          }),
        text,
      ),
    );
  }
  print('open, ms', { median: at(opened, 0.5), worst: Math.max(...opened) }, { median: { most: 1000 } });
  const rows = await page.locator('[data-row]').count();
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  // What follows the opening, states and estimate, is over.
  await page.waitForTimeout(5_000);

  const ours = await keys(page, text);
  const bare = await browser.newPage();
  await bare.setContent('<div contenteditable>one</div><div contenteditable>two</div>');
  const theirs = await keys(bare, 'div');
  print(
    'key to paint, ms',
    {
      median: at(ours, 0.5),
      p99: at(ours, 0.99),
      bareMedian: at(theirs, 0.5),
      bareP99: at(theirs, 0.99),
    },
    { median: { most: 16 }, p99: { most: 50 } },
  );

  const down = await scroll(page, '[role=grid]');
  await bare.setContent(
    `<div id="s" style="height:800px;overflow:auto">${'<p style="height:600px">text</p>'.repeat(2000)}</div>`,
  );
  const plain = await scroll(bare, '#s');
  print(
    'scroll end to end',
    {
      framesPerSecond: down.gaps.length / SCROLL_SECONDS,
      medianGapMs: at(down.gaps, 0.5),
      p99GapMs: at(down.gaps, 0.99),
      holes: down.holes,
      bareFramesPerSecond: plain.gaps.length / SCROLL_SECONDS,
    },
    { framesPerSecond: { least: 50 }, holes: { most: 0 } },
  );

  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const windows = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => resident(id));
  print(
    'memory, MB',
    { window: Math.max(...windows), app: resident(app.pid!) },
    { window: { most: 600 }, app: { most: 600 } },
  );
  print('on the page', { rows, elements });
} finally {
  await browser.close();
  app.kill('SIGTERM');
  await new Promise((resolve) => app.once('close', resolve));
  await home.leave();
}
