/** Bytes in UTF-8; file systems take 255, and an ending and a number have to fit behind it. */
const LONGEST_NAME = 200;
/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A title as a file name on every system: no separators, no reserved characters or names, no dots at the ends. */
export function fileName(title: string): string {
  const safe = title
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  let name = '';
  for (const character of safe) {
    if (Buffer.byteLength(name + character) > LONGEST_NAME) break;
    name += character;
  }
  name = name.replace(/[. ]+$/, '');
  return name === '' || RESERVED.test(name) ? 'Narration' : name;
}
