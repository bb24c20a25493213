import { EventEmitter, once } from 'node:events';
import type * as Electron from 'electron';

/**
 * Stands in for Electron: what hosts/electron uses of it, in Electron's own types, and what tests need to see and do.
 * Nothing here decides anything; it records, and emits what a test tells it to.
 */

export interface Frame {
  url: string;
  parent: Frame | null;
}

export class FakeContents extends EventEmitter {
  readonly mainFrame: Frame = { url: '', parent: null };
  readonly sent: { channel: string; message: unknown }[] = [];
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  reloads = 0;
  gone = false;
  crashed = false;
  webRTC = 'default';

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }

  send(channel: string, message: unknown): void {
    // Electron clones what crosses, and throws where it can't.
    this.sent.push({ channel, message: structuredClone(message) });
    this.emit('double:sent', channel, this.sent.at(-1)!.message);
  }

  isDestroyed(): boolean {
    return this.gone;
  }

  setWindowOpenHandler(handler: NonNullable<FakeContents['openHandler']>): void {
    this.openHandler = handler;
  }

  isCrashed = () => this.crashed;
  setWebRTCIPHandlingPolicy = (policy: string) => void (this.webRTC = policy);

  reload(): void {
    this.reloads += 1;
    this.crashed = false;
    this.startNavigation(this.mainFrame.url);
  }

  /** As a page that begins to load in the main frame, or in another one. */
  startNavigation(url: string, how = { isMainFrame: true, isSameDocument: false }): void {
    if (how.isMainFrame) this.mainFrame.url = url;
    this.emit('did-start-navigation', { url, ...how });
  }

  /** As Chromium does with a page that it was told to end. */
  forcefullyCrashRenderer(): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }

  destroy(): void {
    this.gone = true;
    this.emit('destroyed');
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  /** What the dock or the taskbar was told, in order. */
  readonly progress: number[] = [];
  shown = 0;
  focused = 0;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }

  static getAllWindows = () => BrowserWindow.all.filter(({ webContents }) => !webContents.gone);
  static getFocusedWindow = () => BrowserWindow.getAllWindows()[0] ?? null;

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    // In a turn of its own, as from Chromium: what a listener throws is then nobody's rejection.
    await new Promise<void>((resolve) => setImmediate(resolve));
    setImmediate(() => {
      this.webContents.startNavigation(url);
      this.emit('ready-to-show');
    });
  }

  visible = false;
  show = () => void ((this.shown += 1), (this.visible = true));
  showInactive = () => void (this.visible = true);
  hide = () => void ((this.visible = false), (this.hasFocus = false));
  isVisible = () => this.visible;
  /** As a person who clicked into it would have it. */
  hasFocus = false;
  isFocused = () => this.hasFocus;
  everywhere: Electron.VisibleOnAllWorkspacesOptions | null = null;
  setVisibleOnAllWorkspaces = (visible: boolean, options?: Electron.VisibleOnAllWorkspacesOptions) =>
    void (this.everywhere = visible ? (options ?? {}) : null);

  /** As somebody who presses the cross, or the page itself. */
  close(): void {
    let stopped = false;
    this.emit('close', { preventDefault: () => (stopped = true) });
    if (stopped) return;
    this.webContents.gone = true;
    this.emit('closed');
  }

  focus = () => void (this.focused += 1);
  setProgressBar = (progress: number) => void this.progress.push(progress);
  isMinimized = () => false;
  isFullScreen = () => false;
  isDestroyed = () => this.webContents.gone;
  restore = () => undefined;
  bounds: Electron.Rectangle = { x: 0, y: 0, width: 800, height: 600 };
  getBounds = () => this.bounds;
  setBounds = (bounds: Electron.Rectangle) => void (this.bounds = bounds);
}

class FakeApp extends EventEmitter {
  isPackaged = true;
  sandboxed = false;
  exits: number[] = [];
  /** What was sent to the Lectern that runs already, if this is not the first one. */
  told: unknown[] = [];
  first = true;
  recent: string[] = [];
  readonly name = 'Lectern';
  /** Switches of Chromium that were set. */
  readonly switches: string[] = [];
  commandLine = { appendSwitch: (name: string, value: string) => void this.switches.push(`${name}=${value}`) };
  /** macOS: are all windows hidden? */
  hidden = false;
  hide = () => void (this.hidden = true);
  show = () => void (this.hidden = false);
  addRecentDocument = (path: string) => void this.recent.push(path);
  about: Electron.AboutPanelOptionsOptions | null = null;
  setAboutPanelOptions = (options: Electron.AboutPanelOptionsOptions) => void (this.about = options);
  relaunches = 0;
  relaunch = () => void (this.relaunches += 1);
  getVersion = () => '0.0.0';
  getPath = (name: string) => `/home/reader/${name}`;
  whenReady = async () => undefined;
  getPreferredSystemLanguages = () => ['en-GB'];
  enableSandbox = () => void (this.sandboxed = true);
  exit = (code: number) => void this.exits.push(code);

  requestSingleInstanceLock(data: unknown): boolean {
    this.told.push(structuredClone(data));
    return this.first;
  }

  quit(): void {
    let stopped = false;
    this.emit('before-quit', { preventDefault: () => (stopped = true) });
    if (!stopped) this.emit('double:quit');
  }
}

type BeforeRequest = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void;

class FakeSession extends EventEmitter {
  permissionRequest: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null =
    null;
  permissionCheck: (() => boolean) | null = null;
  devicePermission: (() => boolean) | null = null;
  beforeRequest: BeforeRequest | null = null;
  setPermissionRequestHandler = (handler: FakeSession['permissionRequest']) => void (this.permissionRequest = handler);
  setPermissionCheckHandler = (handler: FakeSession['permissionCheck']) => void (this.permissionCheck = handler);
  setDevicePermissionHandler = (handler: FakeSession['devicePermission']) => void (this.devicePermission = handler);
  webRequest = { onBeforeRequest: (listener: BeforeRequest) => void (this.beforeRequest = listener) };
  /** What Chromium would find, and what it was told to look at. */
  proxies = 'DIRECT';
  readonly proxyConfigs: Electron.ProxyConfig[] = [];
  setProxy = async (config: Electron.ProxyConfig) => void this.proxyConfigs.push(config);
  forceReloadProxyConfig = async () => undefined;
  resolveProxy = async (_url: string) => this.proxies;
}

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();

  handle(channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void {
    if (this.handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }
}

export const app = new FakeApp();
const partitions = new Map<string, FakeSession>();
export const session = {
  defaultSession: new FakeSession(),
  fromPartition(name: string): FakeSession {
    const found = partitions.get(name) ?? new FakeSession();
    partitions.set(name, found);
    return found;
  },
};
export const ipcMain = new FakeIpcMain();

export const shell = {
  opened: [] as string[],
  shownInFolder: [] as string[],
  openExternal: async (url: string) => void shell.opened.push(url),
  showItemInFolder: (path: string) => void shell.shownInFolder.push(path),
};

export const dialog = {
  /** What a person will choose; an empty string is Cancel. */
  choice: '',
  asked: [] as Electron.SaveDialogOptions[],
  errors: [] as string[],
  async showSaveDialog(...args: [BrowserWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]) {
    dialog.asked.push(args.at(-1) as Electron.SaveDialogOptions);
    return { canceled: dialog.choice === '', filePath: dialog.choice };
  },
  /** The files that a person will choose, and what was offered; none is Cancel. */
  files: [] as string[],
  offered: [] as Electron.OpenDialogOptions[],
  async showOpenDialog(...args: [BrowserWindow, Electron.OpenDialogOptions] | [Electron.OpenDialogOptions]) {
    dialog.offered.push(args.at(-1) as Electron.OpenDialogOptions);
    return { canceled: dialog.files.length === 0, filePaths: dialog.files };
  },
  /** The button that a person will press; null leaves the question open until its signal takes it back. */
  button: 0 as number | null,
  questions: [] as Electron.MessageBoxOptions[],
  async showMessageBox(_window: BrowserWindow, options: Electron.MessageBoxOptions) {
    dialog.questions.push(options);
    if (dialog.button === null) await once(options.signal!, 'abort');
    return { response: dialog.button ?? options.cancelId ?? 0 };
  },
  showErrorBox: (title: string, content: string) => void dialog.errors.push(`${title}\n${content}`),
};

type Scheme = Pick<Electron.CustomScheme, 'scheme' | 'privileges'>;

export const protocol = {
  privileged: [] as Scheme[],
  handlers: new Map<string, (request: { url: string; method: string }) => Response | Promise<Response>>(),
  registerSchemesAsPrivileged: (schemes: Scheme[]) => void protocol.privileged.push(...schemes),
  handle: (scheme: string, handler: (request: { url: string; method: string }) => Response | Promise<Response>) =>
    void protocol.handlers.set(scheme, handler),
};

/** Seals by turning the bytes round, so that a test sees whether something was sealed at all. */
export const safeStorage = {
  backend: 'gnome_libsecret' as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>,
  plain: false,
  outdated: false,
  getSelectedStorageBackend: () => safeStorage.backend,
  setUsePlainTextEncryption: (plain: boolean) => void (safeStorage.plain = plain),
  encryptStringAsync: async (text: string) => Buffer.from(`sealed:${text}`).reverse(),
  async decryptStringAsync(sealed: Buffer) {
    const text = Buffer.from(sealed).reverse().toString();
    if (!text.startsWith('sealed:')) throw new Error('sealed by somebody else');
    return { result: text.slice('sealed:'.length), shouldReEncrypt: safeStorage.outdated };
  },
};

/** A utility process; by default one that does nothing until it is told to. */
export class FakeUtility extends EventEmitter {
  stdout: NodeJS.ReadableStream | null = null;
  pid: number | undefined;
  kill(): boolean {
    this.emit('exit', 0);
    return true;
  }
}

export const utilityProcess = {
  forked: [] as { path: string; args: string[]; options: Electron.ForkOptions }[],
  start: (_path: string, _options: Electron.ForkOptions): FakeUtility => new FakeUtility(),
  fork(path: string, args: string[], options: Electron.ForkOptions): FakeUtility {
    utilityProcess.forked.push({ path, args, options });
    return utilityProcess.start(path, options);
  },
};

export const Menu = {
  shown: null as Electron.MenuItemConstructorOptions[] | null,
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (Menu.shown = menu),
};

export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  menu: Electron.MenuItemConstructorOptions[] = [];
  tip = '';
  readonly picture: string;

  constructor(picture: string) {
    super();
    this.picture = picture;
    Tray.all.push(this);
  }

  setToolTip = (tip: string) => void (this.tip = tip);
  setContextMenu = (menu: Electron.MenuItemConstructorOptions[]) => void (this.menu = menu);
}

/** Electron's own, which electron-updater tells of its installing, too. */
export const autoUpdater = new EventEmitter();

class FakeScreen extends EventEmitter {
  areas: Electron.Rectangle[] = [{ x: 0, y: 0, width: 1920, height: 1040 }];
  getAllDisplays = () => this.areas.map((workArea) => ({ workArea }));
  /** The first one, which is as good as any here. */
  getDisplayMatching = (_bounds: Electron.Rectangle) => this.getAllDisplays()[0]!;
}
export const screen = new FakeScreen();

export const powerSaveBlocker = {
  /** Kinds of those that are on, by their number. */
  on: new Map<number, string>(),
  next: 0,
  start(kind: string): number {
    powerSaveBlocker.on.set(powerSaveBlocker.next, kind);
    return powerSaveBlocker.next++;
  },
  stop: (id: number) => powerSaveBlocker.on.delete(id),
};

export const contextBridge = {
  exposed: {} as Record<string, unknown>,
  exposeInMainWorld: (name: string, api: unknown) => void (contextBridge.exposed[name] = api),
};

export const globalShortcut = {
  registered: new Map<string, () => void>(),
  /** Those that another program has. */
  taken: new Set<string>(),
  register(keys: string, pressed: () => void): boolean {
    if (!/^(?:(?:CommandOrControl|Control|Alt|Shift|Meta)\+)+\w+$/.test(keys)) throw new Error('conversion failure');
    if (globalShortcut.taken.has(keys)) return false;
    globalShortcut.registered.set(keys, pressed);
    return true;
  },
  unregisterAll: () => globalShortcut.registered.clear(),
};

/** What a clipboard holds, by media type. */
export class ClipboardItem {
  readonly #kinds: Record<string, string | Blob>;

  constructor(kinds: Record<string, string | Blob>) {
    this.#kinds = kinds;
  }

  get types(): string[] {
    return Object.keys(this.#kinds);
  }

  async getType(type: string): Promise<Blob> {
    const value = this.#kinds[type];
    if (value === undefined) throw new Error(`no ${type}`);
    return value instanceof Blob ? value : new Blob([value], { type });
  }
}

export const clipboard = {
  items: [] as ClipboardItem[],
  read: async () => clipboard.items,
  write: async (items: ClipboardItem[]) => void (clipboard.items = items),
  writeText: async (text: string) => clipboard.write([new ClipboardItem({ 'text/plain': text })]),
  async readText(): Promise<string> {
    const item = clipboard.items.find(({ types }) => types.includes('text/plain'));
    return item ? (await item.getType('text/plain')).text() : '';
  },
};

export const systemPreferences = { askForMediaAccess: async (_kind: string) => true };

class FakeIpcRenderer extends EventEmitter {
  readonly sent: unknown[][] = [];
  readonly invoked: unknown[][] = [];
  send = (...args: unknown[]) => void this.sent.push(args);

  async invoke(...args: unknown[]): Promise<string> {
    this.invoked.push(args);
    return 'a ticket';
  }
}
export const ipcRenderer = new FakeIpcRenderer();
export const webUtils = { getPathForFile: (file: File) => `/picked/${file.name}` };
