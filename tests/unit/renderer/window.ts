import type { Wire } from '../../../app/ipc/wire.ts';
import { serve } from '../../../app/ipc/serve.ts';
import { Studio } from '../../../renderer/state/studio.svelte.ts';
import type { Bridge } from '../../../renderer/bridge.ts';
import type { Link } from '../../../renderer/socket.ts';
import { FakeApp } from '../../tools/fake/app.ts';

/** A window's state and its app in one process, with messages copied as a socket would. */
export function openWindow(app = new FakeApp()): { app: FakeApp; studio: Studio; link(link: Link): void } {
  const [here, there] = wires();
  const watchers: ((link: Link) => void)[] = [];
  serve(app.handlers, app.sources, there);
  const bridge: Bridge = {
    wire: here,
    lend: (file) => Promise.resolve(`ticket of ${file.name}`),
    watch: (listener) => void watchers.push(listener),
    retry: () => {},
  };
  const studio = new Studio(bridge, async () => undefined);
  const link = (link: Link) => watchers.forEach((watcher) => watcher(link));
  link('open');
  return { app, studio, link };
}

/** A window with the story on its desk. */
export async function openStory(app = new FakeApp()): Promise<ReturnType<typeof openWindow>> {
  const { id } = app.addStory();
  const window = openWindow(app);
  await window.studio.load(id);
  await settled();
  return window;
}

/** When every message that is on its way, and what it causes, has arrived. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function wires(): [Wire, Wire] {
  const ears: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const end = (mine: 0 | 1): Wire => ({
    send: (message) => {
      const text = JSON.stringify(message);
      queueMicrotask(() => ears[mine === 0 ? 1 : 0].forEach((ear) => ear(JSON.parse(text))));
    },
    receive(listener) {
      ears[mine].add(listener);
      return () => ears[mine].delete(listener);
    },
    closed: () => {},
  });
  return [end(0), end(1)];
}
