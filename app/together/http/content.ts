/** What a reply to a request for speech turns out to be. */
export type Content = 'wav' | 'raw' | 'error' | 'nothing' | 'mp3' | 'ogg' | 'flac' | 'aac' | 'events' | 'unknown';

/** Bytes at the start that are looked at. */
export const SNIFFED = 12;

/** Types that say "bytes" and no more. All of Together's own clients ask for the first, whatever they want. */
const BARE = new Set([
  ...['', 'application/octet-stream', 'audio/pcm', 'audio/l16', 'audio/raw', 'audio/x-raw'],
  ...['audio/basic', 'audio/pcmu', 'audio/mulaw', 'audio/x-mulaw'],
]);

/**
 * Judges by the first bytes, then by the media type: the type has been wrong or bare in the wild, and noise is what
 * one hears of compressed audio that is taken for samples. Source: the media types of Together's OpenAPI
 * (octet-stream, wav, mpeg, event-stream) and the signatures of the formats.
 */
export function contentOf(type: string, head: Uint8Array): Content {
  const start = Buffer.from(head).toString('latin1');
  if (start === '') return type === 'text/event-stream' ? 'events' : 'nothing';
  if (/^(RIFF|RF64|BW64)/.test(start)) return 'wav';
  if (start.startsWith('OggS')) return 'ogg';
  if (start.startsWith('fLaC')) return 'flac';
  if (start.startsWith('ID3') || isMp3Frame(head)) return 'mp3';
  if (/^\{\s*"error"/.test(start)) return 'error';
  if (type === 'text/event-stream' || /^(data|event): ?/.test(start)) return 'events';
  if (type === 'application/json' || type.endsWith('+json')) return 'error';
  if (BARE.has(type)) return 'raw';
  return TYPED.get(type) ?? 'unknown';
}

/** Said to be so, though it does not begin so. */
const TYPED: ReadonlyMap<string, Content> = new Map([
  ['audio/mpeg', 'mp3'],
  ['audio/mp3', 'mp3'],
  ['audio/ogg', 'ogg'],
  ['audio/opus', 'ogg'],
  ['audio/flac', 'flac'],
  ['audio/aac', 'aac'],
  ['audio/mp4', 'aac'],
]);

/**
 * A header of MPEG audio layer III with a bit rate and a sampling rate that exist (ISO 11172-3, 2.4.1.3). The sync
 * word alone would not do: samples just below zero look like it.
 */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const bitRate = third >> 4;
  const rate = (third >> 2) & 3;
  const synced = first === 0xff && second >> 5 === 7;
  return synced && version !== 1 && layer === 1 && bitRate !== 0 && bitRate !== 15 && rate !== 3;
}
