/** A figure that was looked at again and again: when, in minutes, and what it was. */
export interface Look {
  minute: number;
  value: number;
}

/** By how much it grows in a minute: least squares over all looks. */
export function slopeOf(looks: readonly Look[]): number {
  const mean = (of: (look: Look) => number) => looks.reduce((sum, look) => sum + of(look), 0) / looks.length;
  const [minute, value] = [mean((look) => look.minute), mean((look) => look.value)];
  const covariance = mean((look) => (look.minute - minute) * (look.value - value));
  const variance = mean((look) => (look.minute - minute) ** 2);
  return covariance / variance;
}
