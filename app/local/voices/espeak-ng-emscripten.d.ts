/** The package has no types; these are the calls that espeak.worker.ts makes. Pointers are offsets into the heap. */
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakVoice {
    name: string;
    /** Path of the voice's file: `gmw/en-US`. */
    identifier: string;
    /** A lower priority is the better match. */
    languages: { priority: number; name: string }[];
  }

  export interface EspeakReport {
    type: string;
    /** In code points from 1. */
    text_position: number;
    /** In ms. */
    audio_position: number;
    /** Of a phoneme, its name. */
    id?: number | string;
  }

  export interface EspeakWorker {
    list_voices(): EspeakVoice[];
    /** Answers 0 for success. */
    set_voice(name: { ptr: number }, language: { ptr: number }): number;
    get_samplerate(): number;
    /** Words a minute, until the next voice is set. */
    get_rate(): number;
    set_rate(rate: number): void;
    /** Synchronous. `heard` gets the samples as they come with what happens in them, and may answer true to stop. */
    synthesize(text: { ptr: number }, heard: (samples: Int16Array | null, events: EspeakReport[]) => boolean): void;
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
