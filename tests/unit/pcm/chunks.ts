/** Bytes in pieces of the given sizes, over and over; the last is whatever is left. */
export async function* cut(bytes: Uint8Array, ...sizes: number[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

export async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export function sine(hertz: number, rate: number, frames: number, amplitude = 30_000): Int16Array {
  return Int16Array.from({ length: frames }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / rate)),
  );
}
