import { expect, test } from 'vitest';
import { connect } from '../../../app/ipc/connect.ts';
import { serve } from '../../../app/ipc/serve.ts';
import type { Handlers, Sources } from '../../../app/ipc/shapes.ts';
import { Problem } from '../../../app/model/problem.ts';
import type { PlayerState } from '../../../app/model/player.ts';
import { pairOfWires } from '../../tools/wires.ts';

const silent = () => () => undefined;

/** Serves only what a test names; anything else it calls would be a TypeError, and so a failure. */
function served(
  handlers: { [Group in keyof Handlers]?: Partial<Handlers[Group]> },
  sources: Partial<Sources['player']> = {},
) {
  const wires = pairOfWires();
  const news: Sources = {
    app: { changed: silent, mended: silent },
    script: { stepped: silent, sounded: silent },
    library: { changed: silent, reading: silent },
    player: { changed: silent, chosen: silent, ...sources },
    money: { changed: silent },
    export: { changed: silent, ordered: silent },
    pronunciations: { changed: silent },
    update: { changed: silent },
    dictation: {
      changed: silent,
      level: silent,
      chosen: silent,
      filed: silent,
      progress: silent,
      playing: silent,
      reached: silent,
    },
  };
  const end = serve(handlers as Handlers, news, wires.app);
  return { ...wires, api: connect(wires.window), end };
}

/** What a window that follows no rules gets back. */
async function raw(message: unknown): Promise<unknown[]> {
  const { window } = served({});
  const replies: unknown[] = [];
  window.receive((reply) => replies.push(reply));
  window.send(message);
  await new Promise((resolve) => setImmediate(resolve));
  return replies;
}

test('a command reaches its handler and its reply comes back', async () => {
  const { api } = served({ export: { start: ({ project, format }) => ({ job: `${project} as ${format}` }) } });
  expect(await api.export.start({ project: 'p', format: 'mp3' })).toEqual({ job: 'p as mp3' });
});

test('a problem crosses with its code, message and details, without its cause', async () => {
  const { api } = served({
    library: {
      open: () => {
        throw new Problem('project-unknown', 'no such project', { cause: new Error('secret'), details: { id: 'p' } });
      },
    },
  });
  const problem = await api.library.open({ project: 'p' }).catch((thrown: unknown) => thrown);
  expect(problem).toMatchObject({ code: 'project-unknown', message: 'no such project', details: { id: 'p' } });
  expect((problem as Problem).cause).toBeUndefined();
});

test('news reach every listener until it leaves', async () => {
  let tell: (state: PlayerState) => void = () => undefined;
  const { api } = served({}, { changed: (listener) => ((tell = listener), () => undefined) });
  const heard: PlayerState[] = [];
  const leave = api.player.changed((state) => heard.push(state));
  tell({ phase: 'idle' });
  await new Promise((resolve) => setImmediate(resolve));
  leave();
  tell({ phase: 'idle' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual([{ phase: 'idle' }]);
});

test('the end of the wire fails every open call and every later one with host-gone', async () => {
  const { api, cut } = served({ library: { list: () => new Promise(() => undefined) } });
  const open = api.library.list();
  cut();
  await expect(open).rejects.toMatchObject({ code: 'host-gone' });
  await expect(api.library.list()).rejects.toMatchObject({ code: 'host-gone' });
});

test.each([
  ['an unknown name', { id: 1, call: 'library.burn' }, 'call-unknown'],
  ['an event as a command', { id: 1, call: 'player.changed' }, 'call-unknown'],
  ['a name out of the prototype', { id: 1, call: '__proto__.toString' }, 'call-unknown'],
  ['a constructor', { id: 1, call: 'constructor.name' }, 'call-unknown'],
  ['a missing input', { id: 1, call: 'library.open' }, 'call-malformed'],
  ['an empty id', { id: 1, call: 'library.open', input: { project: '' } }, 'call-malformed'],
  ['a number that is none', { id: 1, call: 'player.seek', input: { seconds: NaN } }, 'call-malformed'],
  ['a negative second', { id: 1, call: 'player.seek', input: { seconds: -1 } }, 'call-malformed'],
  ['an unknown format', { id: 1, call: 'export.start', input: { project: 'p', format: 'exe' } }, 'call-malformed'],
  ['input where none belongs', { id: 1, call: 'player.stop', input: {} }, 'call-malformed'],
])('%s is refused', async (_what, message, code) => {
  expect(await raw(message)).toMatchObject([{ id: 1, problem: { code } }]);
});

test.each([[null], ['library.list'], [{ call: 'library.list' }], [{ id: -1, call: 'library.list' }], [[]]])(
  'what is no request at all is dropped: %j',
  async (message) => {
    expect(await raw(message)).toEqual([]);
  },
);
