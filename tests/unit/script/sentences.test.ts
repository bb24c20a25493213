import { expect, test } from 'vitest';
import { sentenceStarts } from '../../../app/script/sentences.ts';
import { random } from '../pcm/random.ts';

function sentences(text: string, language: string | null): string[] {
  const starts = sentenceStarts(text, language);
  return starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
}

/** Each line is a paragraph, with `|` where a sentence starts. */
const TABLES: Record<string, string> = {
  en: `
    Mr. and Mrs. Smith met Dr. Jones at St. Paul's. |They left.
    Prof. Lee, Gen. Grant and Col. Blake came. |Sen. Hill did not.
    See e.g. Brown, i.e. the elder. |Or cf. Green vs. White.
    We had apples, pears, etc. and left. |We had apples, etc. |Then we left.
    See No. 5, vol. 2, p. 17 and pp. 3-9. |Look at Fig. 4, App. B and ch. XIV.
    He said no. |Five people left. |Symphony no. 5 began.
    Brown et al. (2003) agree, as do Smith et al. |The rest do not.
    Is it No. 7? |No. |He was sure.
    Sammy Davis Jr. sang. |So did Hank Williams Sr. and others.
    J. R. R. Tolkien wrote it. |C. S. Lewis read it.
    George W. Bush and J.-P. Sartre never met. |The U.S. Army did.
    We went with Plan B. |Then it rained.
    So am I. |But you are not.
    It costs $3.50. |Version 2.0.1 costs 4.25. |Pi is 3.14159.
    It ended at 5 p.m. |Everybody went home at 6 a.m. and slept.
    “Stop!” he said. |“Why?” she asked. |Nobody knew.
    “Stop!” John said. |“Why?” Mr. Brown asked.
    "Go away!" he cried. |"Never." |She stayed.
    He said, “I will go.” |Then he went.
    (This is an aside.) |This is not. |[Nor this.] |End.
    Wait… what is this? |Well... no. |I see… |He left.
    He waited . . . and waited.
    What?! |No!!! |Really?
    1. Foo is first. |2. Bar is second.
    2.1. Foo is first.
    a. Alpha comes first.
    IV. The Return
    Read https://example.com/a.b?C=d!e.F now. |Write to a.b@example.co.uk. |Thanks.
    Visit www.example.com. |It is good.
    He used Node.js and .NET. |iPhone sales rose. |It ended.
    It was proven.[1] |Then disproven.¹ |Then not.
    It ended. |5 men left. |1984 was a year.
    Hello!|How are you?|Fine.
    Yahoo! is a company. |Jeopardy! was a show.
    He left—why? |Nobody—not even I—knew.
    Nothing here ends
    It is over. |* Done.`,
  de: `
    Am 3. Oktober war es kalt. |Der 2. Weltkrieg endete 1945. |Danach kam Ruhe.
    Im 19. Jahrhundert lebte Ludwig XIV. nicht mehr. |Friedrich II. |Er schlief.
    Das ist z. B. Berlin, d. h. die Hauptstadt usw. und so fort. |Nr. 5 lebt.
    Dr. Müller und Prof. Schmidt kamen bzw. gingen. |Hr. Maier blieb.
    „Halt!“ rief er. |„Warum?“, fragte sie. |»Nein!« |Er ging.
    Er sagte: „Ich gehe.“ |Dann ging er.
    Siehe S. 12 und Abb. 3. |Der Rest fehlt.
    Es kostet 3,50 Euro, nicht 5 Mio. Euro. |Um 18.30 Uhr kam er.
    Er wohnt in Nr. 12. |Die Tür ist rot.
    J. W. Goethe schrieb. |Schiller las.`,
  fr: `
    M. Dupont et Mme Martin sont là. |Le Dr. Petit aussi.
    « Stop ! » dit-il. |« Pourquoi ? » |Elle partit.
    «\u00a0Oui.\u00a0» |Il sortit.
    J.-J. Rousseau écrit. |Voir l’art. 5 et p. 12. |C’est tout…
    Quoi ?! |Rien. |Il attend… puis il part.`,
  es: `
    El Sr. García y la Sra. López llegaron. |¿Quién es? |¡Nadie!
    —¡Alto! —dijo él. |Nadie habló.
    La Dra. Ruiz vive en la pág. 5. |Ud. no.
    «¡Ven!» |Él vino.`,
  it: `
    Il Sig. Rossi e il Dott. Verdi parlano. |Poi tacciono.`,
  pt: `
    O Sr. Silva chegou. |A Dra. Costa não.`,
  ja: `
    これは本です。|それは何ですか？|すごい！
    「行くぞ。」と彼は言った。|「はい。」彼女は答えた。|「ええ。」|彼女は外へ出た。
    （終わり。）|次へ。`,
  zh: `
    你好。|你是谁？|我不知道！
    “走吧。”他说。|“好！”|她走了。
    他说：“我走了。”|然后他走了……没有人知道。
    「你好嗎？」他問。|我很好。
    价格是3.5元。|好吗?|好。`,
  ru: `
    Это был А. С. Пушкин. |Всё. |Он писал!`,
  pl: `
    To był 3. Maja. |Koniec.`,
  hi: `
    यह एक किताब है। |वह क्या है?`,
};

const lines = Object.entries(TABLES).flatMap(([language, table]) =>
  table
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => [language, line] as const),
);

test.each(lines)('%s: %s', (language, line) => {
  expect(sentences(line.replaceAll('|', ''), language).join('|')).toBe(line);
});

test('a new line ends a sentence, an empty one is none', () => {
  expect(sentences('Two roads diverged\nin a wood, and I\n\n—I took', 'en')).toEqual([
    'Two roads diverged\n',
    'in a wood, and I\n\n',
    '—I took',
  ]);
});

test('knows no sentence in an empty text, and one in ornaments', () => {
  expect(sentenceStarts('', 'en')).toEqual([]);
  expect(sentenceStarts('* * *', 'en')).toEqual([0]);
  expect(sentenceStarts('… ! ? …', null)).toEqual([0]);
});

test('takes any language for granted', () => {
  for (const language of [null, 'en-us', 'zh-hant-tw', 'tlh', 'x-what', 'no_such!']) {
    expect(sentences('One. Two.', language)).toEqual(['One. ', 'Two.']);
  }
});

const INK = [
  ...'aZé9 .!?…“”"\'()[]«»-—:/@\n\t。！「」と\u00a0\u00ad\u200b\u0301',
  '👩‍👩‍👧',
  'Mr',
  'e.g',
  ' the ',
  '1',
  'No',
];

test('parts any text without gap, overlap or silent sentence', () => {
  const next = random(11);
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 1 + next() * 60 }, () => INK[Math.floor(next() * INK.length)]).join('');
    const language = ['en', 'de', 'fr', 'ja', null][round % 5]!;
    const parts = sentences(text, language);
    expect(parts.join('')).toBe(text);
    expect(sentenceStarts(text, language)[0]).toBe(0);
    if (parts.length > 1) expect(parts.filter((part) => !/[\p{L}\p{N}]/u.test(part))).toEqual([]);
  }
});

test.each(['.', '?', 'a.', '. ', '[1]', '”', '\n', 'M. ', '。'])('is quick with a long run of "%s"', (unit) => {
  const started = performance.now();
  sentenceStarts(unit.repeat(20_000), 'fr');
  expect(performance.now() - started).toBeLessThan(2000);
});
