import { type Figure, isReached, ratioOf } from './figure.ts';

const shown = (value: number) => (Number.isNaN(value) ? 'none' : String(Number(value.toPrecision(3))));

/** A figure as a row; what stands in the row above it already is left out. */
export function rowOf(bench: string, figure: Figure, above?: Figure): string[] {
  const { what, unit, lectern, peer, target } = figure;
  const ratio = ratioOf(figure);
  const bound = target && (target.least === undefined ? `≤ ${shown(target.most!)}` : `≥ ${shown(target.least)}`);
  const reached = isReached(figure);
  const value = (value: number) => (Number.isNaN(value) ? shown(value) : `${shown(value)} ${unit}`.trim());
  const again = above?.what === what && above.peer !== undefined;
  return [
    again ? '' : bench,
    again ? '' : what,
    again ? '' : value(lectern),
    peer ? `${peer.name}: ${peer.value === null ? peer.why : value(peer.value)}` : '',
    ratio === null || !Number.isFinite(ratio) ? '' : shown(ratio),
    bound
      ? `${target.of === 'ratio' ? 'ratio ' : ''}${bound} ${reached === null ? '' : reached ? '✓' : '✗'}`.trim()
      : '',
  ];
}

/** Rows, the headings first, as GitHub shows them. */
export function markdown(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
