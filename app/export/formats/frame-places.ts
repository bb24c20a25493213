/** Places that are kept: a hundredth of a file is found within a few parts of a thousand. */
const MOST = 4096;

/** Where the frames of a file of any length start, as exactly as a table of hundredths needs it. */
export function framePlaces() {
  let places: number[] = [];
  let every = 1;
  let count = 0;
  return {
    /** Bytes before the next frame. */
    add(bytes: number): void {
      if (count++ % every === 0) places.push(bytes);
      if (places.length < MOST) return;
      places = places.filter((_, index) => index % 2 === 0);
      every *= 2;
    },
    /** Bytes before each hundredth of so many frames. */
    hundredths: (frames: number): number[] =>
      Array.from({ length: 100 }, (_, index) => places[Math.floor((frames * index) / 100 / every)] ?? 0),
  };
}
