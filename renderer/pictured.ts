/** ms after which a page that draws nothing, as a hidden one does, is waited for no longer. */
const HIDDEN = 250;

/**
 * Settles when what was changed just now can be seen. What takes its own time to answer, and the processor with it, is
 * asked for then: a picture comes first.
 */
export function pictured(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, HIDDEN);
    // A frame begins before it is drawn; what is put behind it comes after.
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}
