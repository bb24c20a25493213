/** What the file dialog offers first; anything else may still be dropped, and is answered in words. */
const KINDS = '.epub,.docx,.odt,.rtf,.pdf,.html,.htm,.xhtml,.md,.markdown,.txt,.text,.srt,.vtt';

/** Asks the person for a file; null where they chose none. Must run within the click or key press that asks. */
export function pickFile(): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = KINDS;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}
