/** The package has no types; these are the calls that resample.ts makes. Pointers are offsets into the heap. */
declare module '@echogarden/speex-resampler-wasm/simd' {
  export interface SpeexResampler {
    /** Replaced whenever the heap grows: read it anew after every call. */
    readonly HEAP16: Int16Array;
    readonly HEAP32: Int32Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _speex_resampler_init(channels: number, from: number, to: number, quality: number, error: number): number;
    _speex_resampler_skip_zeros(state: number): number;
    _speex_resampler_get_input_latency(state: number): number;
    /** `*inputFrames` and `*outputFrames` go in as room and come out as what was used. Answers 0 for success. */
    _speex_resampler_process_int(
      state: number,
      channel: number,
      input: number,
      inputFrames: number,
      output: number,
      outputFrames: number,
    ): number;
    _speex_resampler_destroy(state: number): void;
  }
  export default function load(): Promise<SpeexResampler>;
}
