import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A program with its words. */
export type Command = readonly [program: string, ...words: string[]];

/** Other programs, as far as pasting needs them. */
export interface Programs {
  /** What it wrote to stdout; null where it is not there, failed, or took too long. */
  run(command: Command): Promise<string | null>;
  /** Starts one that reads a text and goes on: how many lines it has written to stderr so far; null where it is not there. */
  start(command: Command, text: string): Promise<{ lines(): number; stop(): void } | null>;
  wait(ms: number): Promise<void>;
}

/** Tells whether a text that is on the clipboard has been taken from it. */
export interface Witness {
  /** Has the keys sent; true as soon as it is known that they had it pasted, false where that is not known. */
  sees(send: () => Promise<boolean>): Promise<boolean>;
  end(): void;
}

/** How a platform pastes where a person types. */
export interface Pasting {
  /** Send the keys of pasting; the first that is there and does not fail. */
  readonly keys: readonly Command[];
  /** Gets ready to look; null where nobody can tell. */
  witness(text: string, programs: Programs): Promise<Witness | null>;
}

/** ms that a program may take. */
const PATIENCE = 5_000;
/** ms between two looks, and how many there are: a busy program pastes late. */
const LOOK = 150;
const LOOKS = 12;
/** ms in which clipboard managers take what is new, and in which nobody may ask if an asking is to mean anything. */
const SETTLE = 250;
const QUIET = 650;
/** ms in which what was asked before is told. */
const TOLD = 50;

const POWERSHELL = ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command'] as const;
const FOCUSED_ON_MAC =
  'tell application "System Events" to get value of attribute "AXValue" of (get value of attribute "AXFocusedUIElement" of (first application process whose frontmost is true))';
const FOCUSED_ON_WINDOWS = [
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  'Add-Type -AssemblyName UIAutomationClient, UIAutomationTypes',
  '$p = $null; $e = [Windows.Automation.AutomationElement]::FocusedElement',
  'if ($e.TryGetCurrentPattern([Windows.Automation.TextPattern]::Pattern, [ref]$p)) { $p.DocumentRange.GetText(-1) }',
  'elseif ($e.TryGetCurrentPattern([Windows.Automation.ValuePattern]::Pattern, [ref]$p)) { $p.Current.Value }',
  'else { exit 1 }',
].join('\n');

const TABLE: Readonly<Record<'darwin' | 'win32' | 'x11' | 'wayland', Pasting>> = {
  darwin: {
    keys: [['osascript', '-e', 'tell application "System Events" to keystroke "v" using command down']],
    witness: fieldWitness(['osascript', '-e', FOCUSED_ON_MAC]),
  },
  win32: {
    keys: [[...POWERSHELL, "(New-Object -ComObject WScript.Shell).SendKeys('^v')"]],
    witness: fieldWitness([...POWERSHELL, FOCUSED_ON_WINDOWS]),
  },
  x11: {
    keys: [['xdotool', 'key', '--clearmodifiers', 'ctrl+v']],
    witness: askingWitness(['xclip', '-verbose', '-selection', 'clipboard']),
  },
  wayland: {
    keys: [
      ['wtype', '-M', 'ctrl', 'v', '-m', 'ctrl'],
      // Codes of left Ctrl and V in linux/input-event-codes.h.
      ['ydotool', 'key', '29:1', '47:1', '47:0', '29:0'],
    ],
    witness: async () => null,
  },
};

/** Null where there is no desktop, or none that is known. */
export function pastingOn(platform: string, environment: Readonly<Record<string, string | undefined>>): Pasting | null {
  if (platform === 'darwin' || platform === 'win32') return TABLE[platform];
  if (environment['WAYLAND_DISPLAY']) return TABLE.wayland;
  return environment['DISPLAY'] ? TABLE.x11 : null;
}

/** Reads the field with the focus, as screen readers do: the text is there once more than it was before. */
function fieldWitness(command: Command): Pasting['witness'] {
  return async (text, { run, wait }) => {
    const times = (field: string) => plain(field).split(plain(text)).length;
    const before = await run(command);
    if (before === null || plain(text) === '') return null;
    return {
      sees: async (send) => (await send()) && seen(async () => times((await run(command)) ?? '') > times(before), wait),
      end: () => undefined,
    };
  };
}

/**
 * On X11 whoever pastes asks the program that copied, and xclip tells of each asking. One after the keys means the paste,
 * provided that nobody asks without them: where a clipboard manager looks again and again, nothing is known. (A web page
 * asks even where no field of it has the focus, and drops what it gets; the history still has it.)
 */
function askingWitness(command: Command): Pasting['witness'] {
  return async (text, { start, wait }) => {
    const owner = await start(command, text);
    if (!owner) return null;
    await wait(SETTLE);
    const settled = owner.lines();
    await wait(QUIET);
    const quiet = owner.lines() === settled;
    return {
      async sees(send) {
        await wait(TOLD);
        const before = owner.lines();
        return (await send()) && quiet && seen(async () => owner.lines() > before, wait);
      },
      end: owner.stop,
    };
  };
}

async function seen(look: () => Promise<boolean>, wait: Programs['wait']): Promise<boolean> {
  for (let times = 0; times < LOOKS; times++) {
    await wait(LOOK);
    if (await look()) return true;
  }
  return false;
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The programs of this machine. */
export const realPrograms: Programs = {
  run: ([program, ...words]) =>
    new Promise((resolve) => {
      const options = { timeout: PATIENCE, windowsHide: true, maxBuffer: 8 << 20 };
      execFile(program, words, options, (failure, out) => resolve(failure ? null : out));
    }),
  async start([program, ...words], text) {
    const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true });
    let lines = 0;
    child.stderr.on('data', (said: Buffer) => (lines += said.toString().split('\n').length - 1));
    child.on('error', () => undefined);
    child.stdin.on('error', () => undefined).end(text);
    const begun = await once(child, 'spawn').catch(() => null);
    return begun && { lines: () => lines, stop: () => void child.kill() };
  },
  wait: (ms) => delay(ms),
};
