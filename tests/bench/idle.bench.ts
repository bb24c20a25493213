/** What the app costs while nobody does anything, with a window open: `LECTERN_IDLE=10` looks at it for as many minutes. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { firstLine, makeHome, startLectern } from '../tools/lectern.ts';
import { costOf } from './cost.ts';
import { report } from './figure.ts';

const MINUTES = Number(process.env['LECTERN_IDLE'] ?? 1);
/** Seconds until a start is over. */
const SETTLED = 5;

const home = await makeHome();
const app = startLectern(home, ['serve']);
try {
  app.stderr!.resume();
  const link = new URL(await firstLine(app));
  const admitted = await fetch(link, { redirect: 'manual' });
  const headers = { cookie: admitted.headers.getSetCookie()[0]!.split(';')[0]!, origin: link.origin };
  const window = new WebSocket(`ws://${link.host}/contract`, { headers });
  await once(window, 'open');
  await sleep(SETTLED * 1_000);
  const before = costOf(app.pid!);
  await sleep(MINUTES * 60_000);
  const after = costOf(app.pid!);
  const share = ((after.cpu - before.cpu) / (MINUTES * 60)) * 100;
  report({ what: `processor over ${MINUTES} min`, unit: '%', lectern: share, target: { of: 'lectern', most: 0.1 } });
  report({ what: 'memory', unit: 'MB', lectern: after.memory });
  const growth = (after.memory - before.memory) / MINUTES;
  report({ what: 'growth of it', unit: 'MB/min', lectern: growth, target: { of: 'lectern', most: 1 } });
  window.close();
} finally {
  app.kill('SIGTERM');
  await once(app, 'close');
  await home.leave();
}
