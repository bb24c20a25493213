import { expect, test, vi } from 'vitest';
import { app, BrowserWindow, dialog, protocol } from '../../electron/double.ts';

test('an app that cannot start says so and ends; unbuilt, it has no pages', async () => {
  await import('../../../app/hosts/electron/main.ts');
  await vi.waitFor(() => expect(app.exits).toEqual([1]));
  expect(dialog.errors).toEqual([expect.stringMatching(/^Lectern could not start\n.+\n\ninternal: ENOENT/)]);
  expect(BrowserWindow.all).toEqual([]);
  expect([app.sandboxed, protocol.privileged.map(({ scheme }) => scheme)]).toEqual([true, ['app']]);
  // The whole app is loaded for it.
}, 60_000);
