/** The package has no types; these are the calls that espeak.worker.ts makes. Pointers are offsets into the heap. */
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakVoice {
    name: string;
    /** Path of the voice's file: `gmw/en-US`. */
    identifier: string;
    /** A lower priority is the better match. */
    languages: { priority: number; name: string }[];
  }

  export interface EspeakWorker {
    list_voices(): EspeakVoice[];
    /** Answers 0 for success. */
    set_voice(name: { ptr: number }, language: { ptr: number }): number;
    get_samplerate(): number;
    /** Synchronous. `heard` gets the samples as they come and may answer true to stop. */
    synthesize(text: { ptr: number }, heard: (samples: Int16Array | null) => boolean): void;
  }

  export interface Espeak {
    /** Replaced whenever the heap grows: read it anew after every call. */
    readonly HEAPU8: Uint8Array;
    readonly eSpeakNGWorker: new () => EspeakWorker;
    _malloc(bytes: number): number;
  }

  export default function load(options: {
    /** The content of espeak-ng.data. */
    getPreloadedPackage(name: string, size: number): ArrayBuffer;
  }): Promise<Espeak>;
}
