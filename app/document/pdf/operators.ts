import { OPS, type PDFPageProxy } from 'unpdf/pdfjs';

/** What a font's name gives away. */
export interface Face {
  bold: boolean;
  fixed: boolean;
}

export interface Operators {
  fnArray: number[];
  argsArray: unknown[];
}

const boldName = /bold|black|heavy|demi|[-,]b[di]?$|^(?:[A-Z]{6}\+)?(?:cm|sf|ec)bx/i;
const fixedName = /mono|courier|consol|typewriter|lmtt|^(?:[A-Z]{6}\+)?(?:cm|sf|ec)tt/i;

/** The face of a font that the page uses and whose operators were read. */
export function faceOf(page: PDFPageProxy, font: string, family: string): Face {
  const known: unknown = page.commonObjs.has(font) ? page.commonObjs.get(font) : null;
  const name = known && typeof known === 'object' && 'name' in known ? String(known.name) : '';
  // A font of which but one letter is in the file passes for one of fixed width, so its name is believed rather.
  return { bold: boldName.test(name), fixed: name ? fixedName.test(name) : family === 'monospace' };
}

/** Points; a picture is drawn by stretching a unit square, and nothing else is stretched as far. */
const leastPicture = 40;
/** Shapes from which on they may be letters drawn as outlines, and not a rule or a frame. */
const leastShapes = 40;

/** Would a person see more on the page than an empty sheet? Pictures themselves are left out of the operators. */
export function showsSomething({ fnArray, argsArray }: Operators): boolean {
  let shapes = 0;
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    if (!Array.isArray(args)) continue;
    if (operator === OPS.constructPath && args[0] !== OPS.endPath) shapes++;
    if (operator === OPS.transform && Math.hypot(Number(args[0]), Number(args[1])) >= leastPicture) return true;
    if (pictures.has(operator)) return true;
  }
  return shapes >= leastShapes;
}

const pictures = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintSolidColorImageMask,
]);
