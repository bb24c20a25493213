/** What the file dialog offers first; anything else may still be dropped, and is answered in words. */
const KINDS = '.epub,.docx,.odt,.rtf,.pdf,.html,.htm,.xhtml,.md,.markdown,.txt,.text,.srt,.vtt';

/** Asks the person for files; none where they chose none. Must run within the click or key press that asks. */
export function pickFiles(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = KINDS;
  input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}
