import type { SoundWish } from '../../app/model/export.ts';
import type { FormatOffer, Pace } from '../formats.ts';

/** What the export dialog asks about the sound; null leaves it to the format and the loudness. */
export interface SoundForm {
  /** Silence before the first sound and after the last, in seconds. */
  head: number | null;
  tail: number | null;
  channels: 1 | 2;
  rate: NonNullable<SoundWish['rate']> | null;
  pace: Pace | null;
}

export const EMPTY_SOUND: SoundForm = { head: null, tail: null, channels: 1, rate: null, pace: null };

/** The answers as an order has them, as far as the format leaves a choice. */
export function soundOf(
  { head, tail, channels, rate, pace }: SoundForm,
  offer: FormatOffer,
): Omit<SoundWish, 'format'> {
  return {
    channels,
    ...(head !== null && { head }),
    ...(tail !== null && { tail }),
    ...(rate !== null && offer.rates.includes(rate) && { rate }),
    ...(pace !== null && offer.paces.includes(pace) && { vbr: pace === 'variable' }),
  };
}
