/** Hz of the two notes, rising at the start and falling at the stop; soft enough not to be taken for speech. */
const NOTES = { start: [523, 659], stop: [659, 523] } as const;
/** Seconds of a note, and how loud, of 1. */
const LENGTH = 0.09;
const LOUD = 0.04;

let context: AudioContext | null = null;

/** Two soft notes; nothing where the browser makes no sound. */
export function tone(which: keyof typeof NOTES): void {
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
    NOTES[which].forEach((frequency, index) => note(context!, frequency, context!.currentTime + index * LENGTH));
  } catch {
    // A machine without sound dictates all the same.
  }
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  gain.gain.linearRampToValueAtTime(0, at + LENGTH);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH);
}
