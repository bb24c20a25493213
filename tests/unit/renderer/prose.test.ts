import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeEnd, paint, paragraphs, plain, typed } from '../../../renderer/parts/prose.ts';

const { document } = parseHTML('<html><body></body></html>');
beforeEach(() => vi.stubGlobal('document', document));
afterEach(() => void vi.unstubAllGlobals());

const spot = (start: number, end: number) => ({ chapter: 'c', block: 'b', segment: 'b/0', start, end });
const element = () => document.createElement('div') as unknown as HTMLElement;

test('the sentence that sounds is marked, and the text around it is not', () => {
  const text = element();
  paint(text, 'One. Two. Three.', spot(5, 9));
  expect(text.innerHTML).toBe('One. <mark>Two.</mark> Three.');
  paint(text, 'One. Two. Three.', null);
  expect(text.innerHTML).toBe('One. Two. Three.');
});

test('a spot beyond an edited text marks what is left of it, or nothing', () => {
  const text = element();
  paint(text, 'Short.', spot(0, 40));
  expect(text.innerHTML).toBe('<mark>Short.</mark>');
  paint(text, 'Short.', spot(20, 40));
  expect(text.innerHTML).toBe('Short.');
});

test('text is never taken for markup', () => {
  const text = element();
  paint(text, '<b>a</b> & b', spot(0, 8));
  expect([text.querySelector('b'), text.textContent]).toEqual([null, '<b>a</b> & b']);
});

test('what was typed is read with its line ends, whatever element makes them', () => {
  const text = element();
  text.innerHTML = 'one<br>two <mark>three</mark>\nfour';
  expect(typed(text)).toBe('one\ntwo three\nfour');
});

test('a paragraph is one line; verse keeps its lines and loses the empty end', () => {
  expect(plain(' one\n two\u00a0three ', false)).toBe('one two three');
  expect(plain('  one\n two \n', true)).toBe('  one\n two');
});

test('a text from elsewhere has paragraphs at empty lines, or else at every line’s end', () => {
  expect(paragraphs('one\r\ntwo\r\n\r\nthree\n')).toEqual(['one two', 'three']);
  expect(paragraphs('\none\n two \n')).toEqual(['one', 'two']);
  expect(paragraphs('  ')).toEqual([]);
});

test('the caret goes behind what has changed', () => {
  expect(changeEnd('The old lamp.', 'The new lamp.')).toBe('The new'.length);
  expect(changeEnd('The lamp is out.', 'The lamp')).toBe('The lamp'.length);
  expect(changeEnd('same', 'same')).toBe(0);
});
