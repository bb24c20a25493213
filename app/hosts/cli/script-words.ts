import type { CodeWish, MarkWish, ScriptWish } from '../../model/import.ts';
import { UsageError } from './usage-error.ts';

/** What is spoken of a document beside its text. */
export const scriptOptions = { code: { type: 'string' }, 'note-marks': { type: 'string' } } as const;

export type ScriptOption = keyof typeof scriptOptions;

/** Reads those options. Throws UsageError. */
export function scriptWords(values: { [Name in ScriptOption]?: string | undefined }): ScriptWish {
  return { code: code(values.code), marks: marks(values['note-marks']) };
}

function code(text = 'spoken'): CodeWish {
  if (text === 'spoken' || text === 'named' || text === 'skipped') return text;
  throw new UsageError(`--code is spoken, named or skipped, not "${text}".`);
}

function marks(text = 'removed'): MarkWish {
  if (text === 'removed' || text === 'spoken') return text;
  throw new UsageError(`--note-marks is removed or spoken, not "${text}".`);
}
