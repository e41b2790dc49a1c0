/** As much of Electron as the desktop host touches, recording what is done to it. */
import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";

class FakeApp extends EventEmitter {
  readonly calls: string[] = [];
  isPackaged = false;
  isOnlyInstance = true;
  requestSingleInstanceLock = () => this.isOnlyInstance;
  enableSandbox = () => void this.calls.push("enableSandbox");
  whenReady = () => {
    this.calls.push("whenReady");
    return Promise.resolve();
  };
  quit(): void {
    this.calls.push("quit");
    this.emit("before-quit", { preventDefault: () => this.calls.push("quit prevented") });
  }
  exit = (code: number) => void this.calls.push(`exit ${code}`);
}

export let app = new FakeApp();
export let ipcMain = new EventEmitter();
export let protocol = fakeProtocol();
export let dialog = { shown: [] as string[], showErrorBox: (_: string, text: string) => void dialog.shown.push(text) };
export const Menu = { setApplicationMenu: () => undefined };
export let session = { defaultSession: fakeSession() };

/** A state of its own for each test. */
export function reset(): void {
  app = new FakeApp();
  ipcMain = new EventEmitter();
  protocol = fakeProtocol();
  dialog = { shown: [], showErrorBox: (_, text) => void dialog.shown.push(text) };
  session = { defaultSession: fakeSession() };
  BrowserWindow.made = [];
}

export type Handler = (request: { url: string; method: string }) => Promise<Response>;

function fakeProtocol() {
  const handlers = new Map<string, Handler>();
  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  return {
    handlers,
    schemes,
    registerSchemesAsPrivileged: (added: typeof schemes) => void schemes.push(...added),
    handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
  };
}

type Decide = (granted: boolean) => void;

function fakeSession() {
  const asked: {
    request: ((contents: null, permission: string, decide: Decide) => void) | null;
    check: (() => boolean) | null;
    device: (() => boolean) | null;
  } = { request: null, check: null, device: null };
  return {
    asked,
    setPermissionRequestHandler(handler: NonNullable<typeof asked.request>): void {
      asked.request = handler;
    },
    setPermissionCheckHandler(handler: () => boolean): void {
      asked.check = handler;
    },
    setDevicePermissionHandler(handler: () => boolean): void {
      asked.device = handler;
    },
  };
}

export class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: NonNullable<FakeContents["openHandler"]>): void {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static made: BrowserWindow[] = [];
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  constructor(readonly options: { webPreferences: Record<string, unknown> }) {
    super();
    BrowserWindow.made.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }
  loadURL = (url: string) => {
    this.calls.push(url);
    this.emit("ready-to-show");
    return Promise.resolve();
  };
  show = () => void this.calls.push("show");
  focus = () => void this.calls.push("focus");
  restore = () => void this.calls.push("restore");
  isMinimized = () => true;
  isDestroyed = () => false;
}

/** Node's own channel, whose ports have Electron's `on`, with events instead of plain values. */
export class MessageChannelMain {
  readonly port1: FakePort;
  readonly port2: MessagePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = port2;
  }
}

export class FakePort {
  constructor(private readonly port: MessagePort) {}
  postMessage = (message: unknown) => this.port.postMessage(message);
  start = () => this.port.start();
  on(name: "message" | "close", listener: (event: { data: unknown }) => void): void {
    if (name === "message") this.port.on("message", (data: unknown) => listener({ data }));
    else this.port.on("close", () => listener({ data: undefined }));
  }
}

/** A frame that asks for a port, and gets it. */
export class FakeFrame {
  readonly given: { channel: string; ports: MessagePort[] }[] = [];
  constructor(
    readonly url: string,
    readonly parent: FakeFrame | null = null,
  ) {}
  postMessage = (channel: string, _: unknown, ports: MessagePort[]) => void this.given.push({ channel, ports });
}
