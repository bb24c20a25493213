import { MemoryFile } from './memory-file.ts';

/** Errors of WASI preview 1, as its functions return them: https://github.com/WebAssembly/WASI/blob/v0.2.0/legacy/preview1/docs.md#-errno-variant */
const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;
const INVALID = 28;

/** Descriptors: 0 to 2 are the standard streams, 3 is the one directory, which programs look for first. */
const STDOUT = 1;
const DIRECTORY = 3;
const FILE = 4;
const FILE_TYPE = { stream: 2, directory: 3, file: 4 };

/**
 * Runs a WASI program (preview 1) that takes its input from its arguments and writes one file, entirely in memory:
 * whatever path it opens is that file. Synchronous. Each run starts afresh, so equal arguments give equal results.
 * Throws where the program traps.
 */
export function runProgram(program: WebAssembly.Module, args: readonly string[]): Run {
  const file = new MemoryFile();
  const printed = new MemoryFile();
  // The program can call only once it runs, and then its memory is there.
  const view: View = () => new DataView((instance.exports['memory'] as WebAssembly.Memory).buffer);
  const imports = { ...argumentCalls(args, view), ...fileCalls(file, printed, view), ...otherCalls(view) };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(program, { wasi_snapshot_preview1: imports });
  let status = 0;
  try {
    (instance.exports['_start'] as () => void)();
  } catch (thrown) {
    if (!(thrown instanceof Exit)) throw thrown;
    status = thrown.status;
  }
  return { status, file: file.bytes(), printed: new TextDecoder().decode(printed.bytes()) };
}

export interface Run {
  status: number;
  file: Uint8Array;
  /** What went to its standard output. */
  printed: string;
}

type Calls = Record<string, (...numbers: never[]) => number>;
type View = () => DataView;

class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the program ended with status ${status}`);
    this.status = status;
  }
}

function argumentCalls(args: readonly string[], view: View): Calls {
  const strings = args.map((text) => new TextEncoder().encode(`${text}\0`));
  return {
    args_sizes_get(count: number, size: number) {
      view().setUint32(count, strings.length, true);
      view().setUint32(
        size,
        strings.reduce((sum, bytes) => sum + bytes.length, 0),
        true,
      );
      return SUCCESS;
    },
    args_get(pointers: number, buffer: number) {
      let at = buffer;
      strings.forEach((bytes, index) => {
        view().setUint32(pointers + 4 * index, at, true);
        memory(view(), at, bytes.length).set(bytes);
        at += bytes.length;
      });
      return SUCCESS;
    },
  };
}

function fileCalls(file: MemoryFile, printed: MemoryFile, view: View): Calls {
  const written = new Map([
    [STDOUT, printed],
    [FILE, file],
  ]);
  return {
    path_open(...[, , , , , , , , opened]: number[]) {
      view().setUint32(opened!, FILE, true);
      return file.seek(0, 0) === null ? INVALID : SUCCESS;
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, position: number) {
      if (descriptor !== FILE) return BAD_DESCRIPTOR;
      const at = file.seek(Number(offset), whence);
      if (at === null) return INVALID;
      view().setBigUint64(position, BigInt(at), true);
      return SUCCESS;
    },
    fd_write(descriptor: number, buffers: number, count: number, size: number) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const length = view().getUint32(buffers + 8 * i + 4, true);
        written.get(descriptor)?.write(memory(view(), view().getUint32(buffers + 8 * i, true), length));
        total += length;
      }
      view().setUint32(size, total, true);
      return SUCCESS;
    },
    fd_read(_descriptor: number, _buffers: number, _count: number, read: number) {
      view().setUint32(read, 0, true);
      return SUCCESS;
    },
    fd_close: () => SUCCESS,
  };
}

function otherCalls(view: View): Calls {
  const all = 0xffff_ffff_ffff_ffffn;
  return {
    fd_prestat_get(descriptor: number, result: number) {
      if (descriptor !== DIRECTORY) return BAD_DESCRIPTOR;
      view().setUint32(result, 0, true);
      view().setUint32(result + 4, 1, true);
      return SUCCESS;
    },
    fd_prestat_dir_name(_descriptor: number, name: number) {
      view().setUint8(name, '/'.charCodeAt(0));
      return SUCCESS;
    },
    fd_fdstat_get(descriptor: number, result: number) {
      const type = descriptor === DIRECTORY ? 'directory' : descriptor === FILE ? 'file' : 'stream';
      view().setUint32(result, FILE_TYPE[type], true);
      view().setUint32(result + 4, 0, true);
      view().setBigUint64(result + 8, all, true);
      view().setBigUint64(result + 16, all, true);
      return SUCCESS;
    },
    fd_fdstat_set_flags: () => SUCCESS,
    /** Always the beginning of time: a clock would be the one thing in which two runs differ. */
    clock_time_get(_clock: number, _precision: bigint, result: number) {
      view().setBigUint64(result, 0n, true);
      return SUCCESS;
    },
    proc_exit(status: number) {
      throw new Exit(status);
    },
  };
}

const memory = (view: DataView, at: number, length: number) => new Uint8Array(view.buffer, at, length);
