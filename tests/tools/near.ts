/** Samples that must agree before two places count as the same; noise agrees by chance once in 2^128. */
export const FINGERPRINT = 8;
/** How far around the expected place it is looked for. */
const REACH = 12_000;

/** The place nearest to `wanted` at which the expected sound goes on as the recording does at `at`, or null. */
export function near(
  recorded: Int16Array,
  at: number,
  expected: Int16Array,
  wanted: number,
  reach = REACH,
): number | null {
  if (at + FINGERPRINT > recorded.length) return null;
  const agrees = (place: number) => {
    for (let i = 0; i < FINGERPRINT; i++) if (recorded[at + i] !== expected[place + i]) return false;
    return true;
  };
  for (let distance = 0; distance <= reach; distance++) {
    if (agrees(wanted + distance)) return wanted + distance;
    if (wanted >= distance && agrees(wanted - distance)) return wanted - distance;
  }
  return null;
}
