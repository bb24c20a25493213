/** Signs that fonts show like letters of East Asia, as files name them (Unicode, EquivalentUnifiedIdeograph.txt). */
const radicals =
  '⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳';
const ideographs =
  '厂乛乚乙亻冂刀刂卜小尐兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爬丬牛犭王目示礻糹纟罓罒冗羊耂肀聿肉艹艺艻虎衤覀西见角讠贝车辶辷辸邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟';

const ideographOf = new Map([...radicals].map((radical, index) => [radical, [...ideographs][index]!]));

/** ⼀ to ⿕, signs for parts of ideographs, and letters tied or shaped by a typesetter, all of which NFKC undoes. */
const shaped = /[\u2f00-\u2fd5\ufb00-\ufb06\ufb1d-\ufdfb\ufe70-\ufefc]+/g;
/** Fonts of signs have characters of their own; alone they are bullets mostly, within words nothing can be read of them. */
const privateUse = /\p{Co}/gu;

/** Text with every letter as people write it. */
export function readable(text: string): string {
  const plain = text
    .replace(/[\u2e80-\u2ef3]/g, (sign) => ideographOf.get(sign) ?? sign)
    .replace(shaped, (each) => each.normalize('NFKC'))
    .replace(/\s{2,}/g, ' ');
  return plain.replace(privateUse, plain.trim().length === 1 ? '•' : '');
}
