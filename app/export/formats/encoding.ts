import type { ExportFormat, SoundWish } from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import { formats } from './formats.ts';

/** All that decides how sound becomes the bytes of a file. */
export interface Encoding {
  format: ExportFormat;
  /** In Hz. */
  rate: number;
  channels: 1 | 2;
  /** In bit/s; null where nothing is lost. */
  bitrate: number | null;
  vbr: boolean;
}

/**
 * A wish made whole with what its format is best at. Throws the Problem `export-settings`, with what is possible,
 * where the format cannot do what was wished.
 */
export function encodingOf({ format, rate, channels = 1, bitrate: wished, vbr, loudness }: SoundWish): Encoding {
  const bitrate = wished ?? (loudness === 'acx' && !vbr ? shopBitrate(format, rate, channels) : undefined);
  const { rates, pace, steady = pace === 'constant', name } = formats[format];
  const refuse = (setting: string, allowed: string) =>
    new Problem('export-settings', `no such ${setting} in this format`, {
      details: { format: name, setting, allowed },
    });
  if (rate !== undefined && !rates.includes(rate)) throw refuse('rate', rates.map((one) => `${one} Hz`).join(', '));
  if (vbr && pace === 'constant') throw refuse('vbr', 'a constant bitrate');

  const settled = rate ?? suitableRate(format, channels, bitrate);
  const possible = formats[format].bitrates(settled, channels);
  if (bitrate !== undefined && !possible.includes(bitrate)) {
    const allowed = possible.map((one) => one / 1000).join(', ');
    throw refuse('bitrate', allowed && `${allowed} kbit/s at ${settled} Hz`);
  }
  return {
    format,
    rate: settled,
    channels,
    bitrate: possible.length === 0 ? null : (bitrate ?? nearest(possible, formats[format].usual * channels)),
    vbr: vbr ?? !steady,
  };
}

/** What audiobook shops (ACX) ask for: MP3 at a constant 192 kbit/s; the rate is 44.1 kHz with that. */
function shopBitrate(format: ExportFormat, rate: number | undefined, channels: 1 | 2): number | undefined {
  const possible = format === 'mp3' && (rate === undefined || formats.mp3.bitrates(rate, channels).includes(192_000));
  return possible ? 192_000 : undefined;
}

/** The first rate at which the format has the bitrate: an MP3 of 24 kHz, say, ends at 160 kbit/s. */
function suitableRate(format: ExportFormat, channels: 1 | 2, bitrate: number | undefined): number {
  const { rates, bitrates } = formats[format];
  const found = rates.find((rate) => bitrate === undefined || bitrates(rate, channels).includes(bitrate));
  return found ?? rates[0]!;
}

const nearest = (possible: readonly number[], wanted: number) =>
  possible.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));
