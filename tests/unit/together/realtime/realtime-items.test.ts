import { expect, test } from 'vitest';
import { RealtimeItems } from '../../../../app/together/realtime/realtime-items.ts';

function started(...repeatable: string[]): RealtimeItems {
  const items = new RealtimeItems();
  items.begin(repeatable);
  return items;
}

const partial = (item: string, text: string) => ({ type: 'partial', item, text });
const completed = (item: string, text: string) => ({ type: 'completed', item, text });

test('a partial replaces the one before, and the final text ends the item', () => {
  const items = started();
  expect(items.partial('a', 'Go')).toEqual(partial('1/a', 'Go'));
  expect(items.partial('a', 'Good day')).toEqual(partial('1/a', 'Good day'));
  expect(items.open).toBe(true);
  expect(items.completed('a', 'Good day.')).toEqual(completed('1/a', 'Good day.'));
  expect(items.open).toBe(false);
});

test('items that come mixed are kept apart', () => {
  const items = started();
  items.partial('a', 'one');
  items.partial('b', 'two');
  expect(items.completed('b', 'Two.')).toEqual(completed('1/b', 'Two.'));
  expect(items.open).toBe(true);
  expect(items.completed('a', 'One.')).toEqual(completed('1/a', 'One.'));
});

test('a partial that comes after its final text is dropped, and so is a final text that comes twice', () => {
  const items = started();
  items.completed('a', 'One.');
  expect(items.partial('a', 'On')).toBeNull();
  expect(items.completed('a', 'One.')).toBeNull();
});

test('two items of one name are two', () => {
  const items = started();
  items.completed('a', 'One.');
  expect(items.completed('a', 'Two.')).toEqual(completed('1/a#2', 'Two.'));
  expect(items.completed('a', 'Three.')).toEqual(completed('1/a#3', 'Three.'));
});

test('items without a name end with their final text', () => {
  const items = started();
  items.partial(null, 'one');
  expect(items.completed(null, 'One.')).toEqual(completed('1/unnamed 0', 'One.'));
  expect(items.partial(null, 'one')).toEqual(partial('1/unnamed 1', 'one'));
  expect(items.failed(null)).toBe('1/unnamed 1');
  expect(items.failed(null)).toBeNull();
  expect(items.completed(null, 'One.')).toEqual(completed('1/unnamed 3', 'One.'));
});

test('an empty final text takes back what was shown, and says nothing where nothing was', () => {
  const items = started();
  items.partial('a', 'you');
  expect(items.completed('a', '')).toEqual(completed('1/a', ''));
  expect(items.completed('b', '')).toBeNull();
  expect(items.partial('c', '')).toBeNull();
});

test('another connection names its items anew, and what was open is not waited for', () => {
  const items = started();
  items.partial('a', 'one');
  items.begin([]);
  expect(items.open).toBe(false);
  expect(items.completed('a', 'One.')).toEqual(completed('2/a', 'One.'));
});

test('words that come back with sound that was sent again are left out, and only those', () => {
  const items = started('Yes.', 'No more of that.');
  expect(items.partial('a', 'yes')).toBeNull();
  expect(items.completed('a', 'Yes.')).toBeNull();
  expect(items.partial('b', 'no more')).toBeNull();
  expect(items.partial('b', 'no more of that said he')).toEqual(partial('1/b', 'said he'));
  expect(items.completed('b', 'No more of that, said he.')).toEqual(completed('1/b', 'said he.'));
  expect(items.completed('c', 'No more of that.')).toEqual(completed('1/c', 'No more of that.'));
});

test('after new words, old ones are new', () => {
  const items = started('Yes.');
  items.completed('a', 'Something else.');
  expect(items.completed('b', 'Yes.')).toEqual(completed('1/b', 'Yes.'));
});

test('what was cleared is not waited for', () => {
  const items = started('Yes.');
  items.partial(null, 'one');
  items.clear();
  expect(items.open).toBe(false);
  expect(items.completed(null, 'Yes.')).toEqual(completed('1/unnamed 1', 'Yes.'));
});
