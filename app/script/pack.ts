/** A sentence, or a part of one: a half-open range of the block's text. */
export interface Piece {
  start: number;
  end: number;
  /** Does a sentence start with it? */
  starts: boolean;
  /** Does a sentence end with it? */
  ends: boolean;
  /** Characters that are spoken for it, with the space behind it. */
  length: number;
}

/**
 * Consecutive pieces in groups of at most `comfortable` characters; a longer piece stays alone. Groups are filled from
 * the start, so that an edit moves no seam before it, and the last two share evenly: a voice needs some
 * words to find its tone.
 */
export function packed(pieces: readonly Piece[], comfortable: number): Piece[][] {
  const groups: Piece[][] = [];
  let group: Piece[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (group.length > 0 && length + piece.length > comfortable) {
      groups.push(group);
      group = [];
      length = 0;
    }
    group.push(piece);
    length += piece.length;
  }
  if (group.length > 0) groups.push(group);
  if (groups.length > 1) groups.push(...halved(groups.splice(-2).flat()));
  return groups;
}

/** Two groups with the seam where the longer of them is shortest; both were groups before, so neither gets too long. */
function halved(pieces: Piece[]): Piece[][] {
  const spoken = (some: Piece[]) => some.reduce((sum, { length }) => sum + length, 0);
  const longer = (seam: number) => Math.max(spoken(pieces.slice(0, seam)), spoken(pieces.slice(seam)));
  let best = 1;
  for (let seam = 2; seam < pieces.length; seam++) if (longer(seam) < longer(best)) best = seam;
  return [pieces.slice(0, best), pieces.slice(best)];
}
