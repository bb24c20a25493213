import type { Change, EditType, History, ScriptEdit } from '../model/edit.ts';
import { Problem } from '../model/problem.ts';
import type { Project, Step } from '../model/project.ts';
import { applied, inverse } from '../script/edit/change.ts';
import { changeOf } from '../script/edit/edit.ts';
import { updateOf } from '../script/edit/update.ts';
import type { Script } from '../model/script.ts';
import type { Database } from '../store/database.ts';
import type { Histories } from '../store/history.ts';
import type { Library } from '../store/library.ts';

/** Scripts being worked on: every step is on the disk when it is answered, and can be taken back. */
export interface Scripts {
  /** As it is now. Throws the Problem `project-unknown`. */
  read(project: string): Project;
  /** Throws the Problems of `changeOf`. */
  edit(project: string, edit: ScriptEdit): Step;
  /** Brings a script up to a newer version of its document. */
  update(project: string, newer: Script): Step;
  /** Throws the Problem `edit-impossible` where there is nothing to take back. */
  undo(project: string): Step;
  redo(project: string): Step;
  history(project: string): History;
}

interface Needs {
  database: Pick<Database, 'write'>;
  library: Library;
  histories: Histories;
  newId: () => string;
}

export function createScripts({ database, library, histories, newId }: Needs): Scripts {
  /** The one that was last worked on, as of its revision: 20,000 blocks are not read again at every key. */
  let desk: Project | null = null;

  const read = (id: string): Project => {
    if (desk?.id !== id || library.revision(id) !== desk.revision) desk = library.read(id);
    return desk;
  };
  const make = (project: Project, change: Change): Step => {
    const revision = library.change(project.id, change);
    const { script, voice } = applied(project, change);
    desk = { ...project, title: script.title, author: script.author, changed: Date.now(), revision, script, voice };
    return { revision, change, history: histories.of(project.id) };
  };
  /** What fails leaves the database as it was, and nothing on the desk that is not in it. */
  const step = (id: string, work: (project: Project) => Step): Step => {
    try {
      return database.write(() => work(read(id)));
    } catch (thrown) {
      desk = null;
      throw thrown;
    }
  };
  const once = (id: string, type: EditType, changed: (project: Project) => Change): Step =>
    step(id, (project) => {
      const change = changed(project);
      if (isNothing(change)) return { revision: project.revision, change, history: histories.of(id) };
      histories.record(id, type, change);
      return make(project, change);
    });
  const again = (id: string, undone: boolean): Step =>
    step(id, (project) => {
      const found = undone ? histories.next(id) : histories.last(id);
      if (!found) throw new Problem('edit-impossible', undone ? 'nothing was taken back' : 'nothing was done yet');
      histories.mark(id, found.number, !undone);
      return make(project, undone ? found.change : inverse(found.change));
    });

  return {
    read,
    edit: (id, edit) => once(id, edit.type, (project) => changeOf(project, edit, newId)),
    update: (id, newer) => once(id, 'update', (project) => updateOf(project, newer)),
    undo: (id) => again(id, false),
    redo: (id) => again(id, true),
    history: (id) => histories.of(id),
  };
}

const isNothing = ({ front, cast, pronunciations, chapters, blocks }: Change) =>
  front === null && cast.length + pronunciations.length + chapters.length + blocks.length === 0;
