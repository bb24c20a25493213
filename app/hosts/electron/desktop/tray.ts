import { join } from 'node:path';
import { clipboard, Menu, Tray } from 'electron';
import type { Studio } from '../../../studio/studio.ts';
import { keepLanguage } from '../language.ts';
import type { Served } from '../window.ts';

interface Needs {
  studio: Served & Pick<Studio, 'language'>;
  /** Folder of the pictures. */
  pictures: string;
  /** Begins a dictation, or ends the one that is under way. */
  dictate(): void;
  /** Shows the studio. */
  open(): void;
}

/**
 * A sign in the menu bar or the tray: dictate, the last transcript, quit. On macOS the bar colours it. It is there until
 * the app goes; desktops without a tray show none.
 */
export function showTray(
  { studio, pictures, dictate, open }: Needs,
  platform: NodeJS.Platform = process.platform,
): Tray {
  const { handlers, sources } = studio;
  const tray = new Tray(join(pictures, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'));
  let speaking = false;
  let last: string | null = null;

  // Linux shows a menu as it was when it was set.
  const draw = () =>
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: speaking ? 'Stop Dictating' : 'Dictate', click: dictate },
        {
          label: 'Copy Last Transcript',
          enabled: last !== null,
          click: () => void (last !== null && clipboard.writeText(last)),
        },
        { type: 'separator' },
        { label: 'Open Lectern', click: open },
        { label: 'Quit', role: 'quit' },
      ]),
    );
  const remember = async () => {
    const history = await handlers.dictation.history({ text: '' });
    last = history.find(({ text }) => text !== '')?.text ?? null;
    draw();
  };

  tray.setToolTip('Lectern');
  // On macOS and most of Linux a click shows the menu.
  tray.on('click', () => platform === 'win32' && open());
  sources.dictation.changed(({ phase }) => {
    if (speaking === (phase === 'starting' || phase === 'listening')) return;
    speaking = !speaking;
    draw();
  });
  sources.dictation.filed(() => void remember().catch(() => undefined));
  draw();
  keepLanguage(studio, draw);
  // A library that cannot be read is told of where it is shown.
  void remember().catch(() => undefined);
  return tray;
}
