/** What the file dialog offers first; anything else may still be dropped, and is answered in words. */
const KINDS = '.epub,.docx,.odt,.rtf,.pdf,.html,.htm,.xhtml,.md,.markdown,.txt,.text,.srt,.vtt';

/** What the service takes, and what ffmpeg makes of the rest. */
const SOUND = 'audio/*,video/*';

/** Asks the person for documents; none where they chose none. Must run within the click or key press that asks. */
export const pickFiles = (): Promise<File[]> => picked(KINDS, true);

/** Asks the person for recordings, likewise. */
export const pickSound = (): Promise<File[]> => picked(SOUND, true);

/** Asks the person for a picture, likewise. */
export const pickPicture = async (): Promise<File | null> => (await picked('.jpg,.jpeg,.png', false))[0] ?? null;

/** Asks the person for a table, likewise. */
export const pickTable = async (): Promise<File | null> => (await picked('.csv,.tsv,.txt', false))[0] ?? null;

function picked(kinds: string, multiple: boolean): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = kinds;
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}
