import type { ChapterRole } from '../model/document.ts';

/**
 * Names of parts, as written in `epub:type` and `role` (EPUB Structural Semantics Vocabulary 1.1, DPUB-ARIA) and in
 * the guide of EPUB 2 (OPF 2.0.1, 2.6). What a reader reads aloud is body; reference matter after it is back.
 */
const roleOfName: Readonly<Record<ChapterRole, string>> = {
  front:
    'cover titlepage title-page halftitlepage halftitle copyright-page copyright imprint imprimatur dedication seriespage contributors',
  contents: 'toc loi lot loa lov landmarks page-list',
  notes: 'footnotes endnotes rearnotes footnote endnote rearnote notes',
  back: 'bibliography index glossary acknowledgments acknowledgements colophon appendix credits credit errata answers pullquote',
  body: 'chapter part volume prologue epilogue preface foreword introduction afterword conclusion epigraph preamble text',
};
const roles = table(roleOfName);
/** Wide areas, believed only where nothing more exact is said. */
const areas = table({ front: 'frontmatter', contents: '', notes: '', back: 'backmatter', body: 'bodymatter' });

/** Titles that are nothing but the name of such a part, in the languages that books are narrated in most. */
const titles: readonly [ChapterRole, RegExp][] = [
  [
    'front',
    titled(
      '(front |book )?cover( page)?|(half[- ])?title ?page|copyright( page| notice| information)?|dedication|imprint|imprimatur|' +
        'impressum|widmung|titel(seite|blatt)?|umschlag|einband|copyrightseite|' +
        'couverture|page de (titre|copyright)|(mentions|notice) légales?|dédicace|achevé d.imprimer|' +
        'cubierta|portada|portadilla|(página de )?(créditos|derechos de autor|copyright)|dedicatoria|' +
        'copertina|frontespizio|colophon e diritti|dedica|' +
        'capa|folha de rosto|ficha (técnica|catalográfica)|direitos autorais|dedicatória|' +
        'omslag|titelpagina|colofon|opdracht|titelsida|titelblad|smusstitel|dedikation|kolofon|omslagside|kansi|nimiösivu|' +
        'okładka|strona (tytułowa|redakcyjna)|dedykacja|obálka|tiráž|věnování|impresszum|borító|' +
        'обложка|титул(ьный лист)?|выходные данные|посвящение|обкладинка|присвята|εξώφυλλο|αφιέρωση|kapak|künye|' +
        '封面|扉页|扉頁|版权(页|信息)?|版權(頁|資訊)?|献词|表紙|扉|奥付|献辞|표지|속표지|판권|저작권',
    ),
  ],
  [
    'contents',
    titled(
      '(table of |brief |detailed )?contents|toc|list of (illustrations|figures|tables|plates|maps)|' +
        'inhalt|inhaltsverzeichnis|inhaltsübersicht|(abbildungs|tabellen)verzeichnis|' +
        'table des (matières|illustrations|figures)|sommaire|índice( general| de (contenidos?|ilustraciones|figuras|tablas))?|' +
        'tabla de contenidos?|contenidos?|sumário|conteúdo|tabela de conteúdos|indice( generale)?|sommario|' +
        'inhoud(sopgave)?|innehåll(sförteckning)?|indhold(sfortegnelse)?|innhold(sfortegnelse)?|sisällys(luettelo)?|' +
        'spis treści|obsah|tartalom(jegyzék)?|cuprins|содержание|оглавление|зміст|съдържание|περιεχόμενα|i̇çindekiler|içindekiler|' +
        '目录|目錄|目次|もくじ|차례|목차|الفهرس|المحتويات|תוכן( העניינים)?',
    ),
  ],
  [
    'notes',
    titled(
      '((foot|end|rear) ?|end-)?notes|notes and references|(fuß|end)noten|anmerkungen|notes (de (bas de page|fin)|finales)|notas( (al pie|finales|a pie de página|de rodapé))?|' +
        'note( (al testo|a piè di pagina|di chiusura))?|(voet|eind)noten|noten|noter|(slut|fot)noter|fotnoter|sluttnoter|viitteet|loppuviitteet|' +
        'przypisy|poznámky|jegyzetek|note de subsol|примечания|сноски|примітки|бележки|σημειώσεις|notlar|dipnotlar|' +
        '注释|註釋|注|脚注|尾注|注記|후주|각주|주석|הערות( שוליים)?|الهوامش|الحواشي',
    ),
  ],
  [
    'back',
    titled(
      '((select|selected|annotated) )?bibliography|references|works cited|further reading|(general |subject |name )?index|glossary|colophon|' +
        'acknowledge?ments|(about|also by) the (author|publisher|translator)|also by\\b.{0,60}|credits|' +
        'literatur(verzeichnis)?|quellen(verzeichnis)?|bibliogra(ph|f)i[ae]|(sach|personen|namens?|stichwort)?register|sachverzeichnis|glossar|danksagung|über (den autor|die autorin)|' +
        'bibliographie|références|index (général|des noms)|glossaire|remerciements|du même auteur|à propos de l.auteure?|' +
        'bibliografía|referencias|índice (alfabético|onomástico|analítico|remissivo)|glosario|agradecimientos|sobre (el autor|la autora|o autor|a autora)|' +
        'bibliografia|referências|glossário|agradecimentos|indice (analitico|dei nomi)|glossario|ringraziamenti|(l.autore|l.autrice|sull.autore)|' +
        'literatuur(lijst)?|bibliografie|woordenlijst|dankwoord|over de auteur|litteratur(lista|liste|förteckning)?|källor|sakregister|ordlista|tack|om författaren|' +
        'litteraturliste|stikordsregister|ordliste|tak|om forfatteren|lähteet|kirjallisuus|hakemisto|sanasto|kiitokset|' +
        'indeks( (nazwisk|rzeczowy))?|słowniczek|podziękowania|o autorze|rejstřík|literatura|poděkování|o autorovi|' +
        'irodalom(jegyzék)?|névmutató|tárgymutató|köszönetnyilvánítás|библиография|(список )?литератур[аы]|(предметный|именной|алфавитный) указатель|глоссарий|благодарности|об авторе|' +
        'бібліографія|покажчик|подяки|про автора|βιβλιογραφία|ευρετήριο|γλωσσάρι|ευχαριστίες|kaynakça|dizin|sözlükçe|teşekkür|yazar hakkında|' +
        '参考文献|參考文獻|索引|术语表|致谢|致謝|谢辞|作者简介|關於作者|関連書籍|用語集|謝辞|著者(紹介|について|略歴)|참고\\s?문헌|색인|찾아보기|용어집|감사의 (말|글)|저자 소개|ביבליוגרפיה|מפתח|תודות|المراجع|فهرس الأعلام',
    ),
  ],
];

/**
 * The role of a part by the names it is marked with (`epub:type`, `role`, guide types, parted by spaces) and by its
 * title; null where neither tells. An exact name wins over a title, and a title over an area.
 */
export function roleOf(types: string, title: string): ChapterRole | null {
  const names = types.toLowerCase().split(/\s+/).filter(Boolean).map(bare);
  const first = (map: ReadonlyMap<string, ChapterRole>) => names.map((name) => map.get(name)).find(Boolean);
  return first(roles) ?? roleOfTitle(title) ?? first(areas) ?? null;
}

/** Only a title that is nothing but the name of such a part counts. */
function roleOfTitle(title: string): ChapterRole | undefined {
  const words = title
    .trim()
    .replace(/^\d{1,2}(\.\d{1,2})*[.)]?\s+/, '')
    .replace(/[.:]$/, '');
  return titles.find(([, pattern]) => pattern.test(words))?.[0];
}

/** A pattern for titles that are one of these names as a whole. */
function titled(names: string): RegExp {
  return new RegExp(`^(?:${names})$`, 'iu');
}

/** `doc-endnotes` and `z3998:endnotes` name the same part as `endnotes`. */
const bare = (name: string) => name.replace(/^(doc-|[a-z0-9]+:|other\.)/, '');

function table(names: Readonly<Record<ChapterRole, string>>): ReadonlyMap<string, ChapterRole> {
  const entries = Object.entries(names) as [ChapterRole, string][];
  return new Map(
    entries.flatMap(([role, words]) =>
      words
        .split(' ')
        .filter(Boolean)
        .map((word) => [word, role] as const),
    ),
  );
}
