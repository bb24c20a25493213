import { expect, onTestFinished, test } from 'vitest';
import { CONTRACT } from '../../../app/hosts/electron/channels.ts';
import { passage } from '../../../app/hosts/electron/passage.ts';
import { FakeContents, type Frame, ipcMain } from '../../electron/double.ts';

const PAGE = 'app://lectern/index.html';

/** A window that shows our page, its wire, and what is heard on that. */
function opened() {
  const contents = new FakeContents();
  contents.mainFrame.url = PAGE;
  onTestFinished(() => contents.destroy());
  const wire = passage(contents as never);
  const heard: unknown[] = [];
  const leave = wire.receive((message) => heard.push(message));
  let closed = 0;
  wire.closed(() => (closed += 1));
  const say = (message: unknown, senderFrame: Frame | null = contents.mainFrame, sender = contents) =>
    ipcMain.emit(CONTRACT, { sender, senderFrame }, message);
  return { contents, wire, heard, leave, say, closings: () => closed };
}

test('what the page says is heard, and what is sent reaches it', () => {
  const { contents, wire, heard, say } = opened();
  say({ id: 1 });
  wire.send({ id: 1, value: 'yes' });
  expect(heard).toEqual([{ id: 1 }]);
  expect(contents.sent).toEqual([{ channel: CONTRACT, message: { id: 1, value: 'yes' } }]);
});

test('an iframe of our own page is not heard', () => {
  const { contents, heard, say } = opened();
  say({ id: 1 }, { url: PAGE, parent: contents.mainFrame });
  expect(heard).toEqual([]);
});

test.each([
  'https://example.com/',
  'app://lectern.example.com/index.html',
  'app://lectern@example.com/',
  'app://lectern:80/index.html',
  'APP2://lectern/',
  'data:text/html,hello',
  'about:blank',
  '',
])('the page %j is not heard', (url) => {
  const { heard, say } = opened();
  say({ id: 1 }, { url, parent: null });
  expect(heard).toEqual([]);
});

test('a frame that is gone already is not heard', () => {
  const { heard, say } = opened();
  say({ id: 1 }, null);
  expect(heard).toEqual([]);
});

test('each window has a wire of its own', () => {
  const [one, other] = [opened(), opened()];
  one.say('of the one');
  one.say('of the other', other.contents.mainFrame, other.contents);
  expect([one.heard, other.heard]).toEqual([['of the one'], ['of the other']]);
});

test('nobody is heard who has stopped listening', () => {
  const { heard, leave, say } = opened();
  leave();
  say({ id: 1 });
  expect(heard).toEqual([]);
});

test.each([
  ['the window is destroyed', (contents: FakeContents) => contents.destroy()],
  ['its page has crashed', (contents: FakeContents) => contents.emit('render-process-gone', {}, { reason: 'crashed' })],
  ['another page takes its place', (contents: FakeContents) => contents.startNavigation(PAGE)],
])('the wire ends when %s: once, for both sides, leaving no listener', (_what, end) => {
  const before = ipcMain.listenerCount(CONTRACT);
  const { contents, wire, heard, say, closings } = opened();
  const own = ['destroyed', 'render-process-gone', 'did-start-navigation'] as const;
  end(contents);
  contents.destroy();
  say({ id: 1 });
  wire.send({ id: 1 });
  expect({ heard, sent: contents.sent, closings: closings() }).toEqual({ heard: [], sent: [], closings: 1 });
  expect(own.map((name) => contents.listenerCount(name))).toEqual([0, 0, 0]);
  expect(ipcMain.listenerCount(CONTRACT)).toBe(before);
});

test.each([
  ['a frame that loads', { isMainFrame: false, isSameDocument: false }],
  ['a jump within the page', { isMainFrame: true, isSameDocument: true }],
])('%s does not end it', (_what, how) => {
  const { contents, heard, say, closings } = opened();
  contents.startNavigation(PAGE, how);
  say({ id: 1 });
  expect([heard, closings()]).toEqual([[{ id: 1 }], 0]);
});
