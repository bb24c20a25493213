import * as v from 'valibot';
import { contract } from '../../app/ipc/contract.ts';
import type { Project } from '../../app/model/project.ts';
import type { OpenWindow } from './open-window.ts';
import { KEY, REQUEST } from './together.ts';

const VOICE = { model: REQUEST.model, voice: REQUEST.voice, language: REQUEST.language };

const PRONUNCIATION = { id: 'p', written: 'a', spoken: 'b', wholeWord: true, matchCase: false, language: null };

/** What commands are asked with besides the ids of what is there; a new command wants a line here. */
const INPUTS: Readonly<Record<string, unknown>> = {
  'app.chooseLanguage': { language: 'de' },
  'app.chooseService': { service: 'together' },
  'app.saveKey': { key: KEY },
  'voices.list': { model: REQUEST.model },
  'voices.preview': { voice: VOICE },
  'voices.favour': { model: VOICE.model, voice: VOICE.voice, favourite: true },
  'takes.listen': { segment: 'b/0', take: 0 },
  'takes.choose': { segment: 'b/0', take: 0 },
  'takes.discard': { segment: 'b/0', take: 1 },
  'takes.again': { blocks: [] },
  'money.limit': { dollars: 100 },
  'library.find': { text: 'story' },
  'library.import': { chapters: [0], title: 'Story', author: null },
  'library.duplicate': { title: 'Another' },
  'script.edit': { edit: { type: 'narrator', voice: VOICE } },
  'script.spoken': { blocks: ['none'] },
  'pronunciations.save': { pronunciation: PRONUNCIATION },
  'pronunciations.remove': { ids: ['none'] },
  'pronunciations.try': { pronunciation: PRONUNCIATION },
  'player.wave': { bars: 10 },
  'player.seek': { seconds: 1 },
  'player.skip': { by: 1, unit: 'sentence' },
  'export.start': { format: 'wav' },
  'export.names': { format: 'mp3', chapters: 'both', names: { book: '{title}', chapter: '{chapter}' } },
  'export.move': { before: null },
  'update.choose': { automatic: false },
  'settings.test': { service: 'local' },
  'settings.chooseVoice': { service: 'together', voice: null },
  'settings.clean': { speech: ['unused'], recordingsBefore: 0 },
  'settings.chooseProxy': { proxy: { kind: 'none' } },
  'dictation.ready': { on: true },
  'dictation.start': {},
  'dictation.choose': { words: ['Lectern'] },
  'dictation.insert': { text: 'Once.' },
  'dictation.learn': { text: 'lektern => Lectern' },
  'dictation.history': { text: '' },
  'dictation.edit': { text: 'Once.' },
  'dictation.name': { speaker: 'SPEAKER_00', name: 'Ann' },
  'dictation.save': { format: 'srt' },
  'dictation.transcribe': { model: null, language: null, translate: false, speakers: false },
};
/** What undoes the others comes last. */
const LAST = ['player.stop', 'library.remove', 'app.forgetKey'];

export interface KnownCommand {
  /** `group.name`. */
  call: string;
  /** An input that the contract takes, and that names what is there. */
  given: unknown;
}

/** Every command of the contract in a sensible order, to be asked of a window in whose library lies a short story. */
export async function everyCommand({ ask, lend }: Pick<OpenWindow, 'ask' | 'lend'>): Promise<KnownCommand[]> {
  const ticket = await lend('story.txt', 'Once upon a time.\n\nThere was a king.');
  const begun = async () => ((await ask('library.read', { ticket })).value as { import: string }).import;
  const choice = { chapters: [0], title: 'Story', author: null };
  const { value } = await ask('library.import', { import: await begun(), ...choice });
  const project = value as Project;
  const [chapter] = project.script.chapters;
  const known = {
    ticket,
    import: await begun(),
    project: project.id,
    chapter: chapter!.id,
    block: chapter!.blocks[0]!.id,
    job: 'none',
    recording: 'none',
  };
  return Object.entries(contract)
    .flatMap(([group, members]) =>
      Object.entries(members).flatMap(([name, entry]) => {
        const call = `${group}.${name}`;
        if (!('input' in entry)) return [];
        const given = v.is(entry.input, undefined) ? undefined : { ...known, ...(INPUTS[call] as object) };
        if (!v.is(entry.input, given)) throw new Error(`${call} wants a line in ${import.meta.filename}`);
        return [{ call, given }];
      }),
    )
    .toSorted((one, other) => LAST.indexOf(one.call) - LAST.indexOf(other.call));
}
