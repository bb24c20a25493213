import { expect, test } from 'vitest';
import { insert, type Pasteboard } from '../../../app/hosts/electron/desktop/insertion.ts';
import { type Command, pastingOn, type Programs } from '../../../app/hosts/electron/desktop/pasting.ts';

const SAID = 'What I said.';

/** A desktop with a field that has the focus, a clipboard, and programs by name. */
class Desk implements Programs {
  held = 'from before';
  field = 'Dear Ann, ';
  readonly sent: Command[] = [];
  /** Programs that are installed, and what they do; null is a failure. */
  readonly installed = new Map<string, (command: Command) => string | null>();
  /** Askings for what xclip holds, or null where there is no xclip. */
  asked: number | null = null;
  stopped = 0;
  /** What happens while somebody waits. */
  meanwhile: () => void = () => undefined;

  readonly clipboard: Pasteboard = {
    read: async () => {
      this.asked = this.asked === null ? null : this.asked + 1;
      return this.held;
    },
    write: async (text) => void (this.held = text),
    keep: async () => {
      const kept = this.held;
      return async () => void (this.held = kept);
    },
  };

  run: Programs['run'] = async (command) => {
    this.sent.push(command);
    return this.installed.get(command[0])?.(command) ?? null;
  };

  start: Programs['start'] = async (_command, text) => {
    if (this.asked === null) return null;
    this.held = text;
    return { lines: () => this.asked!, stop: () => void (this.stopped += 1) };
  };

  wait: Programs['wait'] = async () => this.meanwhile();

  /** As a program that pastes does. */
  paste(): string {
    this.field += this.held;
    if (this.asked !== null) this.asked += 2;
    return '';
  }

  insert(platform: string, environment = {}) {
    const pasting = pastingOn(platform, environment);
    return insert(SAID, { clipboard: this.clipboard, pasting, programs: this, leave: async () => undefined });
  }
}

const X11 = { DISPLAY: ':0' };
const both = (desk: Desk) => [desk.field, desk.held];

test('where the field can be read, its text is inserted and the clipboard given back', async () => {
  for (const [platform, program] of [
    ['darwin', 'osascript'],
    ['win32', 'powershell.exe'],
  ] as const) {
    const desk = new Desk();
    const pastes = (command: Command) => /keystroke|SendKeys/.test(command.at(-1)!);
    desk.installed.set(program, (command) => (pastes(command) ? desk.paste() : desk.field));
    expect(await desk.insert(platform)).toBe('inserted');
    expect(both(desk)).toEqual(['Dear Ann, What I said.', 'from before']);
  }
});

test('a field that is late is waited for; one that never shows the text leaves it on the clipboard', async () => {
  const desk = new Desk();
  let looks = 0;
  desk.installed.set('osascript', (command) => (command.at(-1)!.includes('keystroke') ? '' : desk.field));
  desk.meanwhile = () => void ((looks += 1) === 5 && desk.paste());
  expect([await desk.insert('darwin'), ...both(desk)]).toEqual(['inserted', 'Dear Ann, What I said.', 'from before']);
  const deaf = new Desk();
  deaf.installed.set('osascript', (command) => (command.at(-1)!.includes('keystroke') ? '' : deaf.field));
  expect([await deaf.insert('darwin'), ...both(deaf)]).toEqual(['copied', 'Dear Ann, ', SAID]);
});

test('a text that stood in the field before proves nothing', async () => {
  const desk = new Desk();
  desk.field = SAID;
  desk.installed.set('osascript', (command) => (command.at(-1)!.includes('keystroke') ? '' : desk.field));
  expect([await desk.insert('darwin'), desk.held]).toEqual(['copied', SAID]);
});

test('on X11 somebody who asks for the text after the keys has taken it', async () => {
  const desk = new Desk();
  desk.asked = 0;
  desk.installed.set('xdotool', () => desk.paste());
  expect([await desk.insert('linux', X11), ...both(desk)]).toEqual([
    'inserted',
    'Dear Ann, What I said.',
    'from before',
  ]);
  expect(desk.stopped).toBe(1);
});

test('on X11 nothing is known of a text that a clipboard manager asks for again and again', async () => {
  const desk = new Desk();
  desk.asked = 0;
  desk.meanwhile = () => void (desk.asked! += 1);
  desk.installed.set('xdotool', () => desk.paste());
  expect([await desk.insert('linux', X11), desk.held]).toEqual(['copied', SAID]);
});

test('with no way to know, the text is pasted and stays on the clipboard as well', async () => {
  const x11 = new Desk();
  x11.installed.set('xdotool', () => x11.paste());
  expect([await x11.insert('linux', X11), ...both(x11)]).toEqual(['copied', 'Dear Ann, What I said.', SAID]);
  const wayland = new Desk();
  wayland.installed.set('wtype', () => null).set('ydotool', () => wayland.paste());
  expect([await wayland.insert('linux', { WAYLAND_DISPLAY: 'wayland-0' }), ...both(wayland)]).toEqual([
    ...['copied', 'Dear Ann, What I said.', SAID],
  ]);
  expect(wayland.sent.map(([program]) => program)).toEqual(['wtype', 'ydotool']);
});

test('a tool that is missing or fails, and a platform without any, leave the text on the clipboard', async () => {
  const missing = new Desk();
  expect([await missing.insert('linux', X11), ...both(missing)]).toEqual(['copied', 'Dear Ann, ', SAID]);
  const failing = new Desk();
  failing.installed.set('osascript', (command) => (command.at(-1)!.includes('keystroke') ? null : failing.field));
  expect([await failing.insert('darwin'), ...both(failing)]).toEqual(['copied', 'Dear Ann, ', SAID]);
  const bare = new Desk();
  expect([await bare.insert('linux'), bare.held, bare.sent]).toEqual(['copied', SAID, []]);
});

test('what somebody copies meanwhile is never overwritten, and never pasted', async () => {
  const before = new Desk();
  before.asked = 0;
  before.meanwhile = () => void (before.held = 'somebody else’s');
  before.installed.set('xdotool', () => before.paste());
  await expect(before.insert('linux', X11)).rejects.toMatchObject({ code: 'clipboard-changed' });
  expect([...both(before), before.sent]).toEqual(['Dear Ann, ', 'somebody else’s', []]);
  for (const there of [true, false]) {
    const after = new Desk();
    after.installed.set('osascript', (command) => {
      if (!command.at(-1)!.includes('keystroke')) return after.field;
      if (there) after.paste();
      after.held = 'somebody else’s';
      return '';
    });
    const delivery = await after.insert('darwin').catch(({ code }: { code: string }) => code);
    expect(delivery).toBe(there ? 'inserted' : 'clipboard-changed');
    expect(after.held).toBe('somebody else’s');
  }
});

test('a clipboard that refuses the text is not pasted from', async () => {
  const desk = new Desk();
  desk.clipboard.write = async () => undefined;
  desk.installed.set('osascript', () => desk.paste());
  await expect(desk.insert('darwin')).rejects.toMatchObject({ code: 'clipboard-changed' });
  expect([desk.field, desk.sent]).toEqual(['Dear Ann, ', []]);
});
