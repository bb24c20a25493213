import type { PlainProblem } from '../model/problem.ts';
import { duration, money, size } from './figures.ts';

/** A failure as a person hears of it. `kept` is empty where nothing could have been lost. */
export interface Explanation {
  happened: string;
  kept: string;
  next: string;
}

type Details = PlainProblem['details'];
/** A problem's sentences, by its details. */
export type Words = (details: Details) => Explanation;

export const KEPT = {
  none: '',
  file: 'The file itself was not touched.',
  script: 'Your script and everything spoken so far are kept.',
  work: 'Your script is kept.',
};

export const say =
  (happened: string, kept: keyof typeof KEPT, next: string): Words =>
  () => ({ happened, kept: KEPT[kept], next });

/** The service's own sentence, where it gave one: it often knows best what it minds. */
export const sayWithReason =
  (happened: string, kept: keyof typeof KEPT, next: string): Words =>
  ({ said }) => ({ happened: said ? `${happened} It said: “${said}”` : happened, kept: KEPT[kept], next });

export const tooLarge: Words = ({ most }) => ({
  happened: 'That file is too large.',
  kept: KEPT.file,
  next: `Open one of at most ${typeof most === 'number' ? size(most) : 'the size of a long book'}, or split it and open the parts.`,
});

export const typeUnknown: Words = ({ looksLike }) => ({
  happened: looksLike
    ? `This looks like ${String(looksLike).toUpperCase()}, which Lectern cannot read.`
    : 'Lectern cannot read this kind of file.',
  kept: KEPT.file,
  next: 'Save it as EPUB, DOCX, ODT, PDF, HTML or plain text and open that.',
});

/** A recording where a limit is named, a passage elsewhere. */
export const tooMuchAtOnce: Words = ({ limit }) =>
  typeof limit === 'number'
    ? {
        happened: `The recording is larger than the ${size(limit)} that the service takes at once.`,
        kept: KEPT.file,
        next: 'Save it as WAV, which Lectern cuts by itself, or at a lower bit rate.',
      }
    : { happened: 'This passage is too long to be spoken at once.', kept: KEPT.script, next: 'Shorten its sentences.' };

export const rateLimited: Words = ({ retryAfterMs }) => ({
  happened: 'The voice service asked for a pause between requests.',
  kept: KEPT.script,
  next: `Wait ${typeof retryAfterMs === 'number' ? duration(retryAfterMs / 1000) : 'a minute'}, then try again.`,
});

export const voiceUnknown: Words = ({ voice }) => ({
  happened: voice ? `This model has no voice called “${voice}”.` : 'This model has no such voice.',
  kept: KEPT.work,
  next: 'Choose another voice.',
});

export const budgetReached: Words = ({ cap, dollars }) => ({
  happened: limitReached(cap === 'month', typeof dollars === 'number' ? money(dollars) : null),
  kept: KEPT.script,
  next: 'Raise it under Costs, then go on from here.',
});

function limitReached(monthly: boolean, sum: string | null): string {
  if (sum === null) {
    return monthly
      ? 'The limit of your own a month is reached.'
      : 'The limit of your own for this document is reached.';
  }
  return monthly ? `The limit of ${sum} a month is reached.` : `The limit of ${sum} for this document is reached.`;
}

export const unwritable: Words = ({ path }) => ({
  happened: `Lectern cannot write there${path ? `: ${path}` : ''}.`,
  kept: KEPT.script,
  next: 'See that the file and its folder may be written, or choose another folder; then export again.',
});

export const fileExists: Words = ({ path }) => ({
  happened: `There is another file of that name${path ? `: ${path}` : ''}.`,
  kept: 'It was not touched.',
  next: 'Choose another name, or say that it may be replaced (--force on the command line).',
});

/** What a format cannot do, by the setting that asked for it, and what goes before what is possible. */
const refusals: Readonly<Record<string, (format: string, allowed: string) => [happened: string, next: string]>> = {
  rate: (format, allowed) => [`${format} does not have that sample rate.`, `Choose one of ${allowed}.`],
  bitrate: (format, allowed) => [`${format} does not have that bitrate.`, `Choose one of ${allowed}.`],
  vbr: (format, allowed) => [`${format} has no variable bitrate in Lectern.`, `Choose ${allowed}.`],
  loudness: (format, allowed) => [`${format} cannot be that loud.`, `Choose ${allowed}.`],
  silence: (format, allowed) => [`${format} cannot begin or end with so much silence.`, `Choose ${allowed}.`],
  epub: (format, allowed) => [`${format} cannot go into an EPUB.`, `Choose ${allowed}.`],
  other: (format, allowed) => [`${format} does not have that.`, `Choose ${allowed}.`],
};

export const exportSettings: Words = ({ format = 'This kind of file', setting, allowed }) => {
  if (setting === 'name') {
    return {
      happened: 'That name cannot be filled.',
      kept: KEPT.script,
      next: `It may hold ${allowed}; the last two only where each chapter has a file.`,
    };
  }
  if (setting === 'book-name' || setting === 'chapter-name') {
    return { happened: 'That name cannot be filled.', kept: KEPT.script, next: `In braces it may hold ${allowed}.` };
  }
  const refusal = refusals[String(setting)] ?? refusals['other']!;
  const [happened, next] = refusal(String(format), String(allowed));
  return {
    happened,
    kept: KEPT.script,
    next: allowed ? next : 'Leave it out: nothing is lost in this format.',
  };
};
