import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { baseUrl } from '../../../app/hosts/node/base-url.ts';
import { dataFolder, exportFolder } from '../../../app/hosts/node/folders.ts';

const home = (path: string) => join(homedir(), path);

test.each([
  ['linux', {}, home('.local/share/lectern')],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/lectern'],
  ['linux', { XDG_DATA_HOME: '' }, home('.local/share/lectern')],
  ['linux', { XDG_DATA_HOME: 'relative' }, home('.local/share/lectern')],
  ['darwin', {}, home('Library/Application Support/Lectern')],
  ['darwin', { XDG_DATA_HOME: '/data' }, home('Library/Application Support/Lectern')],
  ['win32', {}, home('AppData/Local/Lectern')],
  ['win32', { LOCALAPPDATA: '' }, home('AppData/Local/Lectern')],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Lectern'],
  ['linux', { LECTERN_DATA: '/mine', XDG_DATA_HOME: '/data' }, '/mine'],
  ['darwin', { LECTERN_DATA: '/mine' }, '/mine'],
  ['linux', { LECTERN_DATA: 'mine' }, resolve('mine')],
  ['linux', { LECTERN_DATA: '' }, home('.local/share/lectern')],
] as const)('on %s with %j the library is in %s', (platform, environment, folder) => {
  expect(dataFolder(environment, platform)).toBe(folder);
});

test.each([
  [{}, home('Lectern')],
  [{ LECTERN_EXPORTS: '' }, home('Lectern')],
  [{ LECTERN_EXPORTS: '/books' }, '/books'],
  [{ LECTERN_EXPORTS: 'books' }, resolve('books')],
])('with %j exports go to %s', (environment, folder) => {
  expect(exportFolder(environment)).toBe(folder);
});

test.each([
  [{}, 'https://api.together.ai/v1'],
  [{ TOGETHER_BASE_URL: '  ' }, 'https://api.together.ai/v1'],
  [{ TOGETHER_BASE_URL: ' https://proxy.example/v1 ' }, 'https://proxy.example/v1'],
])('with %j the service is at %s', (environment, url) => {
  expect(baseUrl(environment)).toBe(url);
});
