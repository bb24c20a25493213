import { expect, test } from 'vitest';
import { HISTORY_PAGE, type HistoryNews, type RecordingEntry } from '../../../app/model/dictation.ts';
import { Recordings } from '../../../renderer/state/recordings.svelte.ts';
import { recordingEntry } from '../../tools/fake/dictation.ts';

type Needs = ConstructorParameters<typeof Recordings>;

/** A history of so many, the newest of which began last, and a list that shows its first page. */
async function opened(count: number) {
  let tell = (_: HistoryNews) => {};
  const history = new Map<string, RecordingEntry>();
  const entry = (n: number, part: Partial<RecordingEntry> = {}) =>
    recordingEntry({ id: `r${String(n).padStart(4, '0')}`, started: n, text: `number ${n}`, ...part });
  for (let n = 0; n < count; n++) history.set(entry(n).id, entry(n));
  const asked: (() => void)[] = [];
  const api = {
    ...{ filed: (listener: typeof tell) => (tell = listener), progress() {}, playing() {} },
    async history({ before }: { before?: { started: number } }) {
      const page = [...history.values()]
        .filter(({ started }) => started < (before?.started ?? Infinity))
        .toSorted((one, other) => other.started - one.started)
        .slice(0, HISTORY_PAGE);
      if (before) await new Promise<void>((answer) => asked.push(answer));
      return page;
    },
    async clear() {
      history.clear();
    },
  };
  const recordings = new Recordings(api as unknown as Needs[0], (async () => '') as Needs[1], {} as Needs[2]);
  await recordings.load();
  const shown = () => recordings.list.map(({ started }) => started);
  return { recordings, shown, entry, tell: (news: HistoryNews) => tell(news), answer: () => asked.shift()!() };
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n);

test('older ones follow page by page, until there are no more', async () => {
  const { recordings, shown, answer } = await opened(2 * HISTORY_PAGE);
  expect([shown().length, recordings.more]).toEqual([HISTORY_PAGE, true]);
  for (const length of [2 * HISTORY_PAGE, 2 * HISTORY_PAGE]) {
    const older = recordings.older();
    answer();
    await older;
    expect(shown()).toEqual(down(2 * HISTORY_PAGE - 1, 2 * HISTORY_PAGE - length));
  }
  expect(recordings.more).toBe(false);
});

test('news of a line that no page has shown waits for its page; any other has its place', async () => {
  const { recordings, shown, entry, tell, answer } = await opened(HISTORY_PAGE + 50);
  tell({ entry: entry(3, { kept: false }) });
  tell({ entry: entry(5_000) });
  tell({ removed: entry(100).id });
  expect(shown()).toEqual([5_000, ...down(HISTORY_PAGE + 49, 101), ...down(99, 50)]);
  tell({ entry: entry(100) });
  expect(shown()).toEqual([5_000, ...down(HISTORY_PAGE + 49, 50)]);
  const older = recordings.older();
  answer();
  await older;
  expect(shown()).toEqual([5_000, ...down(HISTORY_PAGE + 49, 0)]);
});

test('a page that is asked for twice, or whose place is edited meanwhile, is shown once', async () => {
  const { recordings, shown, entry, tell, answer } = await opened(HISTORY_PAGE + 50);
  const both = [recordings.older(), recordings.older()];
  tell({ entry: entry(50, { text: 'edited' }) });
  answer();
  answer();
  await Promise.all(both);
  expect(shown()).toEqual(down(HISTORY_PAGE + 49, 0));
  expect(recordings.list.at(HISTORY_PAGE - 1)!.text).toBe('edited');
});

test('a search that follows a wish for more is what is shown', async () => {
  const { recordings, shown, answer } = await opened(HISTORY_PAGE + 50);
  const older = recordings.older();
  await recordings.find('number');
  answer();
  await older;
  expect(shown()).toHaveLength(HISTORY_PAGE);
});

test('once all is deleted there is nothing more', async () => {
  const { recordings, shown } = await opened(HISTORY_PAGE + 50);
  await recordings.clear();
  expect([shown(), recordings.more]).toEqual([[], false]);
});
