/** The package has no types; these are the calls that tempo.ts makes. Pointers are offsets into the heap. */
declare module '@echogarden/sonic-wasm' {
  export interface Sonic {
    /** Replaced whenever the heap grows: read it anew after every call. */
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** 0 where there is no memory. */
    _sonicCreateStream(rate: number, channels: number): number;
    _sonicSetSpeed(stream: number, speed: number): void;
    /** Answers 0 where there is no memory. */
    _sonicWriteShortToStream(stream: number, samples: number, frames: number): number;
    /** Answers how many frames there were. */
    _sonicReadShortFromStream(stream: number, samples: number, most: number): number;
    _sonicDestroyStream(stream: number): void;
  }
  export default function load(): Promise<Sonic>;
}
