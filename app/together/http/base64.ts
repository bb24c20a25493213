const PADDING = 0x3d;

/**
 * The bytes that base64 stands for, or null where it is none: a character of no base64 or a length that cannot be.
 * Padding may be missing, the URL-safe alphabet passes, so does white space.
 */
export function decodedBase64(text: Buffer): Buffer | null {
  let length = text.length;
  while (length > 0 && length > text.length - 2 && text[length - 1] === PADDING) length--;
  // A one-byte string is the fastest way through Node (simdutf); what it cannot read it leaves out silently.
  const bytes = Buffer.from(text.toString('latin1'), 'base64');
  if (length % 4 !== 1 && bytes.length === Math.floor((length * 3) / 4)) return bytes;
  const dense = text.toString('latin1').replace(/\s+/g, '');
  return dense.length < text.length ? decodedBase64(Buffer.from(dense, 'latin1')) : null;
}
