import { compileTranslation, isEquivalent } from 'wuchale/compiler';
import { expect, test } from 'vitest';
import { isWhole, keyOfItem, pluralOf, readCatalogue, translated } from '../../build/words/catalogue.ts';
import { sourceTexts } from '../../build/words/sources.ts';
import { textsOf } from '../../build/words/texts.ts';

const texts = await sourceTexts();
const keys = texts.map(({ key }) => key);

test('the texts of the window, of its sentences and of the menu are found', () => {
  expect(keys).toEqual(expect.arrayContaining(['Export the narration', 'The disk is full.', 'Next Sentence']));
  expect(keys).toContain('# chapter\n# chapters');
  // Space around a text is not part of what it is looked up by.
  expect(texts.filter(({ forms }) => forms.some((form) => form.includes('\n') || form !== form.trim()))).toEqual([]);
});

test('words for the machine are left alone, others are looked up, and what has no translation stays as it is', async () => {
  const source = `<script>
    const name = open ? 'Close it' : 'ended';
    const about = count(n, ['# page', '# pages']);
  </script>
  <p class="soft figures" title="What it costs">{name} of {about}</p><input type="text" />`;
  const { code = '', texts } = await textsOf('renderer/a.svelte', source, './language.ts');
  expect(texts.map(({ forms }) => forms)).toEqual([
    ['Close it'],
    ['# page', '# pages'],
    ['What it costs'],
    ['{0} of {1}'],
  ]);
  expect(code).toContain('_w_runtime_("Close it") : \'ended\'');
  expect(code).toContain('class="soft figures"');
});

test.each(translated)(
  'the catalogue of %s has every text of the source, and no other (`npm run words`)',
  (language) => {
    const { items } = readCatalogue(language);
    const known = items.map(keyOfItem);
    expect({
      missing: keys.filter((key) => !known.includes(key)),
      stale: known.filter((key) => !keys.includes(key)),
      untranslated: items.filter((item) => !isWhole(item)).map(({ msgid }) => msgid),
    }).toEqual({ missing: [], stale: [], untranslated: [] });
  },
);

/** What a text leaves room for, and what a part of it is wrapped in. */
const places = (text: string) => compileTranslation(text, text);

test.each(translated)('each text of %s leaves room for what goes into it', (language) => {
  const catalogue = readCatalogue(language);
  const wrong = catalogue.items.filter(({ msgid, msgid_plural, msgstr }) =>
    msgid_plural ? msgstr.length !== pluralOf(catalogue).count : !isEquivalent(places(msgid), places(msgstr[0]!)),
  );
  expect(wrong.map(({ msgid, msgstr }) => [msgid, msgstr])).toEqual([]);
});

test.each(translated)(
  'each form of %s says how many, where it is for more numbers than none, one or two',
  (language) => {
    const catalogue = readCatalogue(language);
    const form = new Function('n', `return Number(${pluralOf(catalogue).rule})`) as (number: number) => number;
    const numbers = Map.groupBy(Array(300).keys(), form);
    const wrong = catalogue.items
      .filter(({ msgid_plural }) => msgid_plural)
      .flatMap(({ msgid, msgid_plural, msgstr }) =>
        msgstr.filter(
          (form, at) =>
            numbers.get(at)!.some((number) => number > 2) &&
            form.includes('#') !== `${msgid}${msgid_plural}`.includes('#'),
        ),
      );
    expect(wrong).toEqual([]);
  },
);
