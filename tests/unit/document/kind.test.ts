import { expect, test } from 'vitest';
import { kindOfBytes, kindOfText } from '../../../app/document/kind.ts';

const bytes = (text: string) => kindOfBytes(Buffer.from(text, 'latin1'));

test('files are known by their first bytes', () => {
  expect(bytes('PK\x03\x04mimetype')).toEqual({ kind: 'archive' });
  expect(bytes('%PDF-1.7')).toEqual({ kind: 'pdf' });
  expect(bytes('{\\rtf1\\ansi')).toEqual({ kind: 'rtf' });
  expect(bytes('\x89PNG\r\n\x1a\n')).toEqual({ kind: 'other', looksLike: 'png' });
  expect(bytes('MZ\x90\0\x03')).toEqual({ kind: 'other', looksLike: 'exe' });
  expect(bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')).toEqual({ kind: 'other', looksLike: 'doc' });
});

test('letters that happen to be a short signature are text', () => {
  expect(bytes('BMW and MZ made motorcycles')).toEqual({ kind: 'text' });
  expect(bytes('MZ made motorcycles')).toEqual({ kind: 'text' });
  expect(bytes('')).toEqual({ kind: 'text' });
});

test('HTML is known by its doctype or tags, wherever comments stand', () => {
  expect(kindOfText('<!-- saved --> \n<!DOCTYPE html><p>a', 'a.txt')).toBe('html');
  expect(kindOfText('<HTML><p>a', 'a.md')).toBe('html');
  expect(kindOfText('<p>a fragment</p>', 'a')).toBe('html');
  expect(kindOfText('<p>unclosed', 'a.html')).toBe('html');
  expect(kindOfText('<?xml version="1.0"?><!DOCTYPE html><html/>', 'a.txt')).toBe('xhtml');
  expect(kindOfText('<?xml version="1.0"?><feed/>', 'a.html')).toBe('xml');
  expect(kindOfText('<svg xmlns="x"/>', 'a.html')).toBe('svg');
});

test('markdown is known by its name, or by two signs of it', () => {
  expect(kindOfText('just words', 'a.MD')).toBe('markdown');
  expect(kindOfText('<h1 align="center">Logo</h1>\n\n# Words', 'readme.md')).toBe('markdown');
  expect(kindOfText('# Title\n\nSee [this](https://example.com/).', 'a.txt')).toBe('markdown');
  expect(kindOfText('# 1 in the list\n\nwords', 'a.txt')).toBe('text');
});

test('subtitles are known by their first cue', () => {
  expect(kindOfText('WEBVTT - A film\n\n00:01.000 --> 00:02.000\nHello', 'a.txt')).toBe('subtitles');
  expect(kindOfText('1\r\n00:00:01,000 --> 00:00:02,000\r\nHello', 'a')).toBe('subtitles');
  expect(kindOfText('1\nThe train left at 00:00:01', 'a.srt')).toBe('text');
});

test('everything else is text, even where it speaks of tags', () => {
  expect(kindOfText('<i wonder> he said', 'a.txt')).toBe('text');
  expect(kindOfText('He wrote <html> on the wall.', 'a.txt')).toBe('text');
});
