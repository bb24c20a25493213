import { beforeAll, expect, test } from 'vitest';
import { LEND } from '../../../app/hosts/electron/channels.ts';
import { lendFiles, type Tickets } from '../../../app/hosts/electron/tickets.ts';
import { FakeContents, type Frame, ipcMain } from '../../electron/double.ts';

const ours = new FakeContents();
ours.mainFrame.url = 'app://lectern/index.html';
let tickets: Tickets;
beforeAll(() => {
  tickets = lendFiles(() => [ours as never]);
});

const lend = (path: unknown, sender = ours, senderFrame: Frame | null = sender.mainFrame) =>
  ipcMain.handlers.get(LEND)!({ sender, senderFrame }, path) as string;

test('a ticket stands for the file that a person picked, and keeps standing for it', () => {
  const ticket = lend('/home/reader/A Book.epub');
  const file = { path: '/home/reader/A Book.epub', name: 'A Book.epub' };
  expect([tickets.redeem(ticket), tickets.redeem(ticket)]).toEqual([file, file]);
});

test('what was chosen in the desktop has a ticket and a name, and no path', () => {
  const lent = tickets.lend(['/home/reader/A Book.epub', '/home/reader/notes.md']);
  expect(lent.map(({ name }) => name)).toEqual(['A Book.epub', 'notes.md']);
  expect(lent.map(({ ticket }) => tickets.redeem(ticket)?.path)).toEqual([
    '/home/reader/A Book.epub',
    '/home/reader/notes.md',
  ]);
  expect(JSON.stringify(lent)).not.toContain('/home');
});

test('no two tickets are alike, and none can be told from its file', () => {
  const given = Array.from({ length: 50 }, () => lend('/home/reader/book.epub'));
  expect(new Set(given).size).toBe(50);
  expect(given.filter((ticket) => !/^[0-9a-f-]{36}$/.test(ticket))).toEqual([]);
});

test.each([
  [''],
  ['book.epub'],
  ['../book.epub'],
  [null],
  [undefined],
  [7],
  [{ path: '/etc/passwd' }],
  [['/etc/passwd']],
])('%j is no file of this machine: its ticket stands for nothing', (path) => {
  expect(tickets.redeem(lend(path))).toBeNull();
});

test.each(['', '/etc/passwd', '__proto__', 'constructor'])('the ticket %j was never given', (ticket) => {
  expect(tickets.redeem(ticket)).toBeNull();
});

test('nobody but the page of a window of ours is lent to', () => {
  const stranger = new FakeContents();
  stranger.mainFrame.url = 'app://lectern/index.html';
  const refused = /not from a window of ours/;
  expect(() => lend('/etc/passwd', stranger)).toThrow(refused);
  expect(() => lend('/etc/passwd', ours, { url: 'https://example.com/', parent: null })).toThrow(refused);
  expect(() => lend('/etc/passwd', ours, { url: ours.mainFrame.url, parent: ours.mainFrame })).toThrow(refused);
  expect(() => lend('/etc/passwd', ours, null)).toThrow(refused);
});
