import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { languages } from '../../app/model/language.ts';
import type { FakeApp } from '../tools/fake/app.ts';
import { MODELS, VOICES } from '../tools/fake/catalog.ts';

/** Stands around every text of the catalogue: no width, and not part of the names that Playwright looks for. */
const MARK = '\u200b';

/** A text with every part of it marked that stands beside what goes into it. */
export const marked = (text: string): string =>
  text.replace(
    /(<\/?\d+\/?>|\{\d+\})|([^<>{}\n]+)/g,
    (_, place: string, words: string) => place ?? MARK + words + MARK,
  );

/** What is seen, heard or hovered over and comes neither from the catalogue nor from what the app was given to show. */
export async function strangers(page: Page, app: FakeApp): Promise<string[]> {
  const given = [...stringsOf([app, MODELS, VOICES]), ...literals()];
  const names = new Intl.DisplayNames(['de'], { type: 'language' });
  const tags = given.filter((text) => /^[a-z]{2}(-[a-z]+)*$/i.test(text));
  const named = [...tags, ...LANGUAGES].flatMap((tag) => (names.of(tag) ?? tag).split(BETWEEN));
  const known = new Set(
    [...given, ...given.flatMap((text) => text.split(BETWEEN)), ...named, ...Object.values(languages)].map(plain),
  );
  const whole = [...known].join('\n');
  const found = await page.evaluate(shown, MARK);
  return found
    .flatMap((text) => text.replaceAll(new RegExp(`${MARK}[^${MARK}]*${MARK}`, 'g'), ' ').split(BETWEEN))
    .map(plain)
    .map((text) => text.replace(/\.(mp3|m4b)$/, ''))
    .filter((text) => /\p{L}{2}/u.test(text) && !known.has(text) && !(text.length > 12 && whole.includes(text)))
    .filter((text) => !UNITS.test(text));
}

/** What a list of facts or names is joined with. */
const BETWEEN = /\u200b|\s[·+–]\s|, |: |; | und | \(|\)|[“”„"]/;
/** Of formats, keys, months and measures, which are written so in every language. */
const UNITS =
  /^(\W|\d|\b(MP3|M4B|M4A|EPUB|FLAC|WAV|SRT|VTT|LRC|JSON|CBR|VBR|LUFS|dBTP|dBFS|ACX|Opus|Ctrl|Alt|Shift|Esc|[A-Z]|SCOTLAND|Brasilien|Space|Delete|Enter|F2|AltGr|[KMG]B|kHz|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|en|de)\b)*$/;

const LANGUAGES = 'ca da de en es fi fr gl hr id it ja ko ms nl no pl pt ro ru sk sv tr uk vi zh ar en-us en-gb'.split(
  ' ',
);

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Every string that a value holds, however deep. */
function stringsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value, ...value.split(/\n/)];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const parts = value instanceof Map ? [...value.entries()].flat() : [...Object.keys(value), ...Object.values(value)];
  return parts.flatMap((part) => stringsOf(part, seen));
}

/** The made-up app's own: devices, models, recordings. */
function literals(): string[] {
  const folder = new URL('../tools/fake/', import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/'([^'\n]*)'/g)].map(([, text = '']) => text));
}

/** Runs in the page: each text that is drawn, and each attribute that is read out or shown. */
function shown(mark: string): string[] {
  const found: string[] = [];
  const spoken = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt', 'label'];
  const technical = ['class', 'id', 'name', 'for', 'role', 'type', 'value', 'href', 'aria-controls', 'aria-labelledby'];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    for (const name of technical) {
      if (element.getAttribute(name)?.includes(mark))
        found.push(`the machine’s ${name} ${element.getAttribute(name)}!`);
    }
    if (!element.checkVisibility() && !element.closest('select')) continue;
    for (const name of spoken) found.push(element.getAttribute(name) ?? '');
    // A document’s own text, and examples of what is typed.
    if (element.closest('[dir=auto], [contenteditable], [role=textbox], bdi, code, style, script')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
  }
  return [...found, document.title];
}
