/** A segment's sound on disk, whole: raw pcm_s16le, mono. */
export interface Take {
  /** Content key: SHA-256 over model, voice, language, spoken text and encoding, in hex. */
  key: string;
  path: string;
  /** Frames a second, in Hz. */
  rate: number;
  frames: number;
}
