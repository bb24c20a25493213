/** Bytes looked at where a sample is enough. */
const sampleBytes = 65_536;

/**
 * Bytes as text: UTF-8 or UTF-16 by byte order mark or by the bytes themselves, else what the file declares
 * (`charset=`, `encoding=`), else windows-1252, which reads latin-1 too (WHATWG Encoding, "latin1").
 * Null for bytes that are no text.
 */
export function decode(bytes: Uint8Array): string | null {
  const text = decoded(bytes, markedEncoding(bytes) ?? unmarkedUtf16(bytes));
  return text.includes('\0') || mostlyControls(text.slice(0, sampleBytes)) ? null : text;
}

function decoded(bytes: Uint8Array, encoding: string | null): string {
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodedLegacy(bytes);
  }
}

function decodedLegacy(bytes: Uint8Array): string {
  const declared = declaredDecoder(bytes);
  if (declared && declared.encoding !== 'utf-8') return declared.decode(bytes);
  // A few torn characters do not make a UTF-8 file windows-1252: there, nearly no byte above 127 fits UTF-8.
  const lenient = new TextDecoder().decode(bytes);
  const torn = lenient.match(/\ufffd/g)?.length ?? 0;
  const whole = (lenient.match(/[^\0-\x7f]/g)?.length ?? 0) - torn;
  return whole > torn ? lenient : new TextDecoder('windows-1252').decode(bytes);
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** In UTF-16 of mostly Latin letters, every other byte is 0. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, sampleBytes);
  if (sample.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]!++;
  const [high, low] = [zeros[0]! / (sample.length / 2), zeros[1]! / (sample.length / 2)];
  if (low > 0.4 && high < 0.05) return 'utf-16le';
  return high > 0.4 && low < 0.05 ? 'utf-16be' : null;
}

function declaredDecoder(bytes: Uint8Array): TextDecoder | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  const name = /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1];
  try {
    return name ? new TextDecoder(name) : null;
  } catch {
    return null;
  }
}

/** Text has tabs, line ends and form feeds; more than one other control in ten characters is something else. */
function mostlyControls(sample: string): boolean {
  const controls = sample.match(/[\p{Cc}--[\t\n\v\f\r]]/gv)?.length ?? 0;
  return controls > sample.length / 10;
}
