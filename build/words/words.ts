import { bringUp, isWhole, keyOfItem, readCatalogue, translated, writeCatalogue } from './catalogue.ts';
import { sourceTexts } from './sources.ts';

/** `npm run words`: brings every catalogue up to the source, and says what is left to translate. */
const texts = await sourceTexts();
let left = 0;
for (const language of translated) {
  const catalogue = readCatalogue(language);
  const before = catalogue.items.map(keyOfItem);
  bringUp(catalogue, texts);
  writeCatalogue(language, catalogue);
  const now = new Set(catalogue.items.map(keyOfItem));
  for (const key of before.filter((key) => !now.has(key))) console.log(`${language}: gone: ${JSON.stringify(key)}`);
  const missing = catalogue.items.filter((item) => !isWhole(item));
  for (const { msgid } of missing) console.log(`${language}: to translate: ${JSON.stringify(msgid)}`);
  left += missing.length;
}
console.log(`${texts.length} texts, ${left} left to translate in app/words/catalogues.`);
process.exitCode = left === 0 ? 0 : 1;
