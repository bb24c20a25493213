/** What a language does with full stops that end no sentence. */
export interface FullStops {
  /** Abbreviations that something always follows: titles, "for example". */
  always: ReadonlySet<string>;
  /** Abbreviations that a number may follow, and end a sentence otherwise. */
  number: ReadonlySet<string>;
  /**
   * Words that start sentences but no names: after an initial or an ordinal they tell "in Plan B. Then" from
   * "J. R. R. Tolkien".
   */
  starters: ReadonlySet<string>;
  /** Does a full stop after a number make it an ordinal, as in "3. Oktober"? */
  ordinals: boolean;
}

const words = (...lists: string[]) => new Set(lists.flatMap((list) => list.split(' ')));

const TITLES = 'Dr Prof St Mr Mrs Ms';
const NUMBERED = 'No Nos Nr nr p pp vol vols fig figs cap ca v';

const ENGLISH: FullStops = {
  always: words(
    TITLES,
    'Mx Messrs Mme Mlle Rev Hon Fr Sgt Cpl Pvt Capt Cmdr Lt Col Gen Maj Adm Brig Gov Sen Rep Pres Supt Mt Ft Ste',
    'e.g i.e eg ie cf vs viz approx a.k.a resp incl esp',
  ),
  number: words(
    NUMBERED,
    'no nos al est app ch chap sec art par para ed pt eq ex ll nn op Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec',
  ),
  starters: words(
    'The He She It We They You I A An And But Or So Then This That These Those There Here His Her Their Its My Our Your',
    'In On At By For From To With After Before Now Not No Yes If When While As What Who Why How Where Which One Once',
    'Is Was Are Were Do Does Did Has Have Had Can Could Will Would All Some Many Most Every Each Nobody Everybody Only',
  ),
  ordinals: false,
};

const GERMAN: FullStops = {
  always: words(
    TITLES,
    'Hr Fr Frl Hrn Dipl Ing Mag Hl hl z d h u a o i s v bzw ca vgl sog evtl ggf inkl exkl zzgl bspw z.B d.h u.a o.ä i.d.R',
    'geb gest Chr n Str Tsd Mio Mrd südl nördl östl westl',
  ),
  number: words(NUMBERED, 'S Bd Bde Abb Tab Kap Abs Art Anm Aufl Jh Ziff Tel Std'),
  starters: words(
    'Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Du Man Sein Seine Ihre Mein Meine Dies Diese',
    'Dieser Dieses Und Oder Aber Doch Denn Dann Danach Da Dort Hier So Nun Jetzt Nur Auch Als Wenn Weil In Im Am An Auf Aus',
    'Bei Mit Nach Vor Von Zu Zum Zur Über Unter Was Wer Wie Wo Warum Wann Ist War Alle Nichts Niemand Nein Ja Kein Keine',
  ),
  ordinals: true,
};

const FRENCH: FullStops = {
  always: words(TITLES, 'M MM Mme Mmes Mlle Mlles Me Mgr Vve p.ex cf av apr env c.-à-d'),
  number: words(NUMBERED, 'art chap éd t n paragr'),
  starters: words(
    'Le La Les Un Une Des Il Elle On Nous Vous Ils Elles Je Tu Ce Cet Cette Ces Son Sa Ses Mon Ma Mes Et Ou Mais Or Donc',
    'Puis Alors Ici Là En Au Aux Dans Sur Sous Avec Pour Par Sans Après Avant Quand Si Que Qui Quoi Comment Pourquoi Oui Non',
  ),
  ordinals: false,
};

const SPANISH: FullStops = {
  always: words(
    TITLES,
    'Sr Sra Sres Srta Dra D Dña Ud Uds Vd Vds Lic Ing Gral Cnel Sto Sta Mons Excmo p.ej ej EE cf aprox',
  ),
  number: words(NUMBERED, 'núm núms pág págs art cap t tel'),
  starters: words(
    'El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Yo Tú Nosotros Usted Su Sus Mi Mis Este Esta Esto Ese Esa Eso Y O',
    'Pero Entonces Luego Así Aquí Allí En Al Con Por Para Sin Sobre Después Antes Cuando Si Que Qué Quién Cómo Dónde No Sí',
  ),
  ordinals: false,
};

const ITALIAN: FullStops = {
  always: words(TITLES, 'Sig Sigg Sig.ra Dott Avv Ing Geom Arch On Mons Gen Col p.es cfr ca'),
  number: words(NUMBERED, 'pag pagg art tel n'),
  starters: words(
    'Il Lo La I Gli Le Un Una Uno Egli Lui Lei Noi Voi Loro E O Ma Poi Allora Qui Là In Con Per Da Quando Se Che Chi No Sì',
  ),
  ordinals: false,
};

const PORTUGUESE: FullStops = {
  always: words(TITLES, 'Sr Sra Srs Srta Dra Profa D V Exa Eng p.ex ex cf aprox'),
  number: words(NUMBERED, 'pág págs art núm tel'),
  starters: words(
    'O A Os As Um Uma Ele Ela Eles Elas Eu Tu Nós Você E Ou Mas Então Depois Aqui Ali Em No Na Com Por Para Quando Se Que Quem Não Sim',
  ),
  ordinals: false,
};

/** Languages in which "3." is "third"; their abbreviations are those that English shares with them. */
const ORDINAL_LANGUAGES = words('bs cs da et fi fo hr hu is lb lt lv nb nn no pl sk sl sr tr');

const KNOWN: ReadonlyMap<string, FullStops> = new Map([
  ['en', ENGLISH],
  ['de', GERMAN],
  ['fr', FRENCH],
  ['es', SPANISH],
  ['it', ITALIAN],
  ['pt', PORTUGUESE],
]);
const OTHER: FullStops = { always: words(TITLES), number: words(NUMBERED), starters: new Set(), ordinals: false };
const OTHER_WITH_ORDINALS: FullStops = { ...OTHER, ordinals: true };

/** The full stops of a language by its BCP 47 name; English where that is null. */
export function fullStopsOf(language: string | null): FullStops {
  const name = (language ?? 'en').split('-')[0]!;
  return KNOWN.get(name) ?? (ORDINAL_LANGUAGES.has(name) ? OTHER_WITH_ORDINALS : OTHER);
}
