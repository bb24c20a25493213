/** The window's own origin. A scheme of our own keeps `file:` powerless and gives the page a real origin. */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://lectern`;
export const START_PAGE = `${ORIGIN}/index.html`;
export const DICTATION_PAGE = `${ORIGIN}/dictate.html`;

/** Is this URL one of our own pages? Compared by its parts: `app://lectern.evil` starts alike. */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === 'lectern';
}
