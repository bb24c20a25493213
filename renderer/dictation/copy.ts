/** Puts a text on the clipboard; true where it is really there. Where the system asks first, the old way still goes. */
export async function copyText(text: string, field: HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!field) return false;
    const { selectionStart, selectionEnd } = field;
    field.focus();
    field.select();
    const copied = document.execCommand('copy');
    field.setSelectionRange(selectionStart, selectionEnd);
    return copied;
  }
}
