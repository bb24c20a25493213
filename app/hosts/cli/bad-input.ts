import type { ProblemCode } from '../../model/problem.ts';

/** What a person can mend by giving other words or another file: exit code 2. */
const badInput: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'file-not-found',
  'file-unreadable',
  'file-empty',
  'file-too-large',
  'file-type-unknown',
  'document-damaged',
  'document-encrypted',
  'password-needed',
  'password-wrong',
  'document-hostile',
  'document-too-complex',
  'document-without-text',
  'audio-too-long',
  'audio-unsupported',
  'nothing-to-narrate',
  'format-unknown',
  'export-settings',
  'cover-unknown',
  'file-exists',
  'voice-unknown',
  'model-unknown',
]);

export const isBadInput = (code: ProblemCode): boolean => badInput.has(code);
