/** What is said of pages that hold no text, as scans do; nothing where there are none. */
export function omittedLines(pages: readonly number[]): string[] {
  if (pages.length === 0) return [];
  const shown = pages.slice(0, 12).join(', ');
  const more = pages.length > 12 ? ` and ${pages.length - 12} more` : '';
  return [`  left out, since there is no text on them: page ${shown}${more}`];
}
