import { beforeAll, expect, test } from 'vitest';
import { CONTRACT, LEND, ORDERS } from '../../../app/hosts/electron/channels.ts';
import { contextBridge, ipcRenderer } from '../../electron/double.ts';

interface Preload {
  send(message: unknown): void;
  receive(listener: (...heard: unknown[]) => void): () => void;
  orders(listener: (...heard: unknown[]) => void): () => void;
  lend(file: File): Promise<string>;
}
let preload: Preload;

beforeAll(async () => {
  await import('../../../app/hosts/electron/preload.ts');
  preload = contextBridge.exposed['lectern'] as Preload;
});

test('the page reaches four functions and nothing else', () => {
  expect(Object.keys(contextBridge.exposed)).toEqual(['lectern']);
  expect(Object.entries(preload).map(([name, member]) => [name, typeof member])).toEqual([
    ['send', 'function'],
    ['receive', 'function'],
    ['orders', 'function'],
    ['lend', 'function'],
  ]);
});

test('what it sends goes to the contract only, however many arguments there are', () => {
  (preload.send as (...args: unknown[]) => void)({ id: 1 }, 'another:channel');
  expect(ipcRenderer.sent).toEqual([[CONTRACT, { id: 1 }]]);
});

test('it hears messages without their event, until it stops', () => {
  const heard: unknown[][] = [];
  const stop = preload.receive((...args) => heard.push(args));
  ipcRenderer.emit(CONTRACT, { sender: ipcRenderer }, { id: 1, value: 2 });
  ipcRenderer.emit('another:channel', {}, 'unheard');
  stop();
  ipcRenderer.emit(CONTRACT, {}, 'too late');
  expect(heard).toEqual([[{ id: 1, value: 2 }]]);
});

test('it asks for orders once it listens, and hears them without their event', () => {
  const heard: unknown[][] = [];
  ipcRenderer.sent.splice(0);
  const stop = preload.orders((...args) => heard.push(args));
  expect(ipcRenderer.sent).toEqual([[ORDERS]]);
  ipcRenderer.emit(ORDERS, { sender: ipcRenderer }, { do: 'export' });
  stop();
  ipcRenderer.emit(ORDERS, {}, 'too late');
  expect(heard).toEqual([[{ do: 'export' }]]);
});

test('it lends a file by the path that the system knows, and answers the ticket', async () => {
  expect(await preload.lend(new File([], 'book.epub'))).toBe('a ticket');
  expect(ipcRenderer.invoked).toEqual([[LEND, '/picked/book.epub']]);
});
