import type { DictationModel } from '../../app/model/dictation.ts';

/** How a recording shall become text, as a person asks for it; `language` null is whatever is spoken. */
export interface Wish {
  language: string | null;
  translate: boolean;
  speakers: boolean;
}

/** What the model cannot do is not asked of it, and a translation tells no speakers apart. */
export function possible({ language, translate, speakers }: Wish, model: DictationModel | null): Wish {
  const into = translate && model?.translates === true;
  const known = language === null || !model?.languages || model.languages.includes(language);
  return {
    language: known ? language : null,
    translate: into,
    speakers: speakers && !into && model?.speakers === true,
  };
}
