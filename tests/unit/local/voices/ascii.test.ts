import { expect, test } from 'vitest';
import { toAscii } from '../../../../app/local/voices/ascii.ts';

test.each([
  ['“Don’t,” she said—‘never’…', "\"Don't,\" she said, 'never'..."],
  ['Wait – what? — No.', 'Wait, what?, No.'],
  ['the years 1914–1918', 'the years 1914 to 1918'],
  ['a well‑known non‐issue at −5', 'a well-known non-issue at -5'],
  ['Café, naïve, Žižek, Łódź', 'Cafe, naive, Zizek, Lodz'],
  ['Straße, Ærø, œuvre, ÞÓR, DAĞLI', 'Strasse, Aero, oeuvre, ThOR, DAGLI'],
  ['It costs £5.50, €3 or £2 million.', 'It costs 5.50 pounds, 3 euros or 2 million pounds.'],
  ['the £ and the €', 'the pounds and the euros'],
  ['20°C, 68 °F, 90°', '20 degrees Celsius, 68 degrees Fahrenheit, 90 degrees'],
  ['½ of 3½ is 1¾', '1/2 of 3 and 1/2 is 1 and 3/4'],
  ['2 × 3 ≠ 7 & x² ≤ π', '2 times 3 is not equal to 7 and x squared is at most pi'],
  ['ﬁne ＡＢＣ Acme™ ®', 'fine ABC Acme'],
  ['smile 😀 now', 'smile now'],
  ['soft\u00adhyphen\u200bzero', 'softhyphenzero'],
  ['*bold* and snake_case', 'bold and snake case'],
  ['two\r\n\tlines\u2028here', 'two lines here'],
  ['-voice kal', '-voice kal'],
  ['100% of $5 at 3:45', '100% of $5 at 3:45'],
])('%j is read as %j', (text, plain) => {
  expect(toAscii(text)).toBe(plain);
});

test.each(['', '  ', '***', '😀', '— …', '東京', '?!'])('%j has nothing to speak', (text) => {
  expect(toAscii(text)).toBe('');
});

test('whatever comes in, only printable ASCII goes out', () => {
  const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
  expect(toAscii(everything)).toMatch(/^[\x20-\x7e]+$/);
  expect(toAscii('a\ud800b')).toBe('a b');
});
