import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { leaveInOrder } from '../../../app/hosts/electron/leaving.ts';
import { app, BrowserWindow } from '../../electron/double.ts';

let quits = 0;
beforeEach(() => {
  quits = 0;
  app.removeAllListeners();
  app.on('double:quit', () => (quits += 1));
});

/** Something to be wound up, which a test brings to its end. */
function work() {
  const done = { times: 0, end: (): void => undefined };
  const close = () => {
    done.times += 1;
    return new Promise<void>((resolve) => (done.end = resolve));
  };
  return { done, close };
}

test('the app goes when all is wound up, and winds up once', async () => {
  const leaving = leaveInOrder();
  const { done, close } = work();
  leaving.first(close);
  app.quit();
  app.quit();
  await turn();
  expect([done.times, quits]).toEqual([1, 0]);
  done.end();
  await turn();
  expect(quits).toBe(1);
});

test('what cannot be wound up keeps nobody', async () => {
  leaveInOrder().first(() => Promise.reject(new Error('as the test wished')));
  app.quit();
  await turn();
  expect(quits).toBe(1);
});

test('an update winds up first, with the windows out of sight, and then quits in its own way', async () => {
  const leaving = leaveInOrder();
  const { done, close } = work();
  leaving.first(close);
  const window = new BrowserWindow();
  window.show();
  const went: string[] = [];
  leaving.go(() => {
    went.push('install');
    app.quit();
  });
  leaving.go(() => went.push('again'));
  expect([went, window.isVisible(), quits]).toEqual([[], false, 0]);
  done.end();
  await turn();
  expect([went, quits, done.times]).toEqual([['install'], 1, 1]);
});
