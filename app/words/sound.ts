import { number } from './figures.ts';
import type { SoundMeasureName, SoundReport } from '../model/export.ts';

const MINUS = '\u2212';

const units: Readonly<Record<SoundMeasureName, readonly [name: string, unit: string]>> = {
  integrated: [/* @wc-include */ 'loudness', 'LUFS'],
  truePeak: ['true peak', 'dBTP'],
  peak: [/* @wc-include */ 'peak', 'dBFS'],
  rms: ['RMS', 'dBFS'],
  floor: ['noise floor', 'dBFS'],
};

/** `−16.0 LUFS`; silence where nothing was measured. */
export function level(measure: SoundMeasureName, value: number | null): string {
  if (value === null) return /* @wc-include */ 'silence';
  return `${value < 0 ? MINUS : ''}${number(Math.abs(value), 1)} ${units[measure][1]}`;
}

export const measureName = (measure: SoundMeasureName): string => units[measure][0];

/** What a rule asks for: `−23.0 to −18.0 dBFS`. */
export function ruleWords({ measure, least, most }: SoundReport['rules'][number]): string {
  if (least === null) return `up to ${level(measure, most)}`;
  if (most === null) return `from ${level(measure, least)}`;
  return `${level(measure, least).replace(/ .*/, '')} to ${level(measure, most)}`;
}

/** All that was measured of a file, in a line, with what it was to keep to and does not. */
export function soundWords(report: SoundReport): string {
  const measures = ['integrated', 'truePeak', 'rms', 'floor'] as const;
  const broken = report.rules
    .filter(({ kept }) => !kept)
    .map(
      (rule) => `${measureName(rule.measure)} ${level(rule.measure, report[rule.measure])}, wanted ${ruleWords(rule)}`,
    );
  const values = measures.map((measure) => `${measureName(measure)} ${level(measure, report[measure])}`).join(', ');
  return broken.length === 0 ? values : `${values}. Not as wished: ${broken.join('; ')}`;
}
