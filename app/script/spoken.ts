/** Soft hyphens, zero-width spaces and joiners of words, marks of direction: they steer type, not speech. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Any but a single plain space. */
const SPACE = /[\s\p{Cc}]{2,}|[^\S ]|\p{Cc}/gu;

/** Written text as it is sent to a voice: on one line, single spaces, nothing unseen. Never longer than it was. */
export function spokenText(written: string): string {
  return written.replace(INVISIBLE, '').replace(SPACE, ' ').trim();
}
