import type { Handlers } from '../../../app/ipc/shapes.ts';
import type { ListeningPlace, Wave } from '../../../app/model/player.ts';
import type { Pronunciation } from '../../../app/model/pronunciation.ts';
import type { Project } from '../../../app/model/project.ts';
import { spokenOf } from '../../../app/script/spoken.ts';
import { createNews } from '../../../app/studio/news.ts';

/** Pronunciations in memory, what is spoken for real, and a picture of no sound. */
export class FakeSpoken {
  readonly news = createNews<Pronunciation[]>();
  general: Pronunciation[] = [
    { id: 'p1', written: 'Halloran', spoken: 'HAL-or-an', wholeWord: true, matchCase: false, language: null },
  ];
  /** What was tried by ear. */
  readonly tried: Pronunciation[] = [];
  place: ListeningPlace | null = null;

  parts(project: Project, blocks: readonly string[]) {
    const { language, pronunciations, spelled } = project.script;
    const reading = { rules: [...pronunciations, ...this.general], spelled };
    const all = project.script.chapters.flatMap((chapter) => chapter.blocks);
    return Object.fromEntries(
      all
        .filter(({ id }) => blocks.includes(id))
        .map(({ id, text }) => [id, spokenOf(text, reading, language).parts(text)]),
    );
  }

  wave(bars: number): Wave {
    const segments = Array.from({ length: 12 }, (_, i) => ({ from: i * 9, made: i < 7 }));
    const loud = (i: number) =>
      i > (bars * 7) / 12 ? 0 : Math.round(130 + 90 * Math.sin(i * 0.9) * Math.cos(i * 0.21));
    return { chapter: 'c0-0', start: 0, seconds: 108, bars: Array.from({ length: bars }, (_, i) => loud(i)), segments };
  }

  #keep(list: Pronunciation[]): void {
    this.general = list;
    this.news.tell(list);
  }

  readonly handlers: Handlers['pronunciations'] = {
    list: () => this.general,
    save: ({ pronunciation }) =>
      this.#keep([...this.general.filter(({ id }) => id !== pronunciation.id), pronunciation]),
    remove: ({ ids }) => this.#keep(this.general.filter(({ id }) => !ids.includes(id))),
    import: () => 3,
    export: () => true,
    try: ({ pronunciation }) => void this.tried.push(pronunciation),
  };
}
