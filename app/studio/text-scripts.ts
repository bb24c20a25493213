import { randomUUID } from 'node:crypto';
import { openText } from '../document/open.ts';
import type { OpenedProject } from '../model/project.ts';
import type { Voice } from '../model/script.ts';
import { buildScript } from '../script/build.ts';
import type { Host } from './host.ts';
import type { Shelf } from './shelf.ts';

/** Makes a script of a text, under a title, as an import of it would. Throws the Problems of reading. */
export function textScripts(
  { documentWorker }: Pick<Host, 'documentWorker'>,
  shelf: Pick<Shelf, 'add'>,
  defaultVoice: (language: string | null) => Promise<Voice>,
): (title: string, text: string) => Promise<OpenedProject> {
  return async (title, text) => {
    const script = buildScript(await openText(text, { name: `${title}.txt`, worker: documentWorker }), randomUUID);
    return shelf.add({ ...script, title }, await defaultVoice(script.language));
  };
}
