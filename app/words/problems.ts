import type { PlainProblem, ProblemCode } from '../model/problem.ts';
import { accessRefused, replyUnusable, unreachable } from './unreachable.ts';
import {
  budgetReached,
  type Explanation,
  exportSettings,
  fileExists,
  rateLimited,
  say,
  sayWithReason,
  tooLarge,
  tooMuchAtOnce,
  typeUnknown,
  unwritable,
  voiceUnknown,
  type Words,
} from './sentences.ts';

/** Every code, by type: a new one does not compile until it has its words. */
const words: Record<ProblemCode, Words> = {
  'file-not-found': say('There is no such file.', 'none', 'Check its name, or find where it went, and open it again.'),
  'file-unreadable': say(
    'The file could not be read.',
    'file',
    'Check that you may open it and that no other app holds it, then try again.',
  ),
  'file-empty': say('That file is empty.', 'file', 'Open one with some text in it.'),
  'file-too-large': tooLarge,
  'file-type-unknown': typeUnknown,
  'document-damaged': say('The document is damaged.', 'file', 'Get a fresh copy and open that.'),
  'document-encrypted': say(
    'The document is locked with a password or copy protection.',
    'file',
    'Save a copy without the lock and open that.',
  ),
  'password-needed': say('The document is locked with a password.', 'file', 'Give the password that opens it.'),
  'password-wrong': say('That password does not open the document.', 'file', 'Check it and give it again.'),
  'document-hostile': say(
    'The document is built in a way that could harm this computer, so it was not opened.',
    'file',
    'Get it from a source you trust, or paste its text into a plain text file.',
  ),
  'document-too-complex': say(
    'The document is too intricate to read in reasonable time.',
    'file',
    'Split it, or save it as plain text, and open that.',
  ),
  'document-without-text': say(
    'There is no text in that document.',
    'file',
    'If its pages are scanned pictures, run text recognition on it first.',
  ),

  'proxy-unusable': say(
    'Lectern cannot use the proxy that is set.',
    'work',
    'Name one for HTTP in Settings under Network, or choose another way there.',
  ),
  'service-unreachable': unreachable,
  'service-timeout': say('The voice service did not answer in time.', 'script', 'Try again in a moment.'),
  'service-overloaded': say('The voice service is very busy.', 'script', 'Try again in a minute or two.'),
  'service-failed': sayWithReason(
    'The voice service failed.',
    'script',
    'Try again; if it stays so, choose another voice.',
  ),
  'service-reply-unusable': replyUnusable,
  'key-missing': say(
    'Together AI needs a key.',
    'work',
    'Put one in Settings (TOGETHER_API_KEY on the command line), or choose the offline voices.',
  ),
  'key-refused': say('Together AI refused the key.', 'work', 'Check it, or make a new one, and save it in Settings.'),
  'payment-required': say(
    'Your Together AI account has no credit left or has met its limit.',
    'script',
    'Add credit or raise the limit there, then go on from here.',
  ),
  'budget-reached': budgetReached,
  'access-refused': accessRefused,
  'rate-limited': rateLimited,
  'address-unusable': say(
    'The address of the voice service cannot be used.',
    'none',
    'TOGETHER_BASE_URL has to be an https address with its /v1, or http on this computer.',
  ),
  'request-refused': sayWithReason(
    'The voice service would not speak this passage.',
    'script',
    'Reword the passage, or choose another voice.',
  ),
  'request-too-large': tooMuchAtOnce,
  'model-unknown': say('This model is not offered any more.', 'work', 'Choose another one under Voices.'),
  'model-needs-endpoint': say(
    'This model runs only on an endpoint of your own.',
    'work',
    'Start an endpoint for it at Together AI, or choose another model under Voices.',
  ),
  'voice-unknown': voiceUnknown,

  'audio-too-long': say(
    'The recording is longer than the service takes at once.',
    'file',
    'Cut it into pieces of less than four hours, or save it as WAV, which Lectern cuts by itself.',
  ),
  'audio-unsupported': say(
    'The service cannot read this kind of recording.',
    'file',
    'Save it as WAV, MP3, M4A, FLAC, OGG or WebM.',
  ),

  'microphone-unavailable': say(
    'No microphone was found.',
    'none',
    'Connect one, or choose another in the settings of dictation, and start again.',
  ),
  'microphone-refused': say(
    'The system does not let Lectern use the microphone.',
    'none',
    'Allow it under Privacy & Security, Microphone, in the system’s settings, then start again.',
  ),
  'clipboard-changed': say(
    'Something else was copied at the same moment.',
    'work',
    'Look whether your text is where you type; if not, take it once more.',
  ),
  'recording-unknown': say('That recording is not there any more.', 'none', 'Its text, if it had one, is kept.'),
  'recording-without-text': say(
    'There is no text in that recording.',
    'none',
    'Transcribe it first, or choose another one.',
  ),

  'offline-service-failed': say(
    'The offline voices stopped working.',
    'script',
    'Try again; if it stays so, start Lectern anew.',
  ),

  'update-failed': ({ step }) => ({
    happened:
      step === 'download'
        ? 'The new Lectern could not be fetched.'
        : 'It could not be found out whether there is a newer Lectern.',
    kept: '',
    next: 'Check the network, then try again.',
  }),

  'sound-unavailable': say(
    'No loudspeaker was found.',
    'script',
    'Connect one and start Lectern anew. Until then narration runs in silence, and export works as ever.',
  ),
  'sound-device-lost': say('The loudspeaker went away.', 'script', 'Connect it or another one, then press Play.'),

  'destination-unwritable': unwritable,
  'file-exists': fileExists,
  'disk-full': say('The disk is full.', 'script', 'Make some room, then try again.'),
  'library-damaged': say(
    'Part of the library cannot be read.',
    'none',
    'Your own files were not touched: open the document again to rebuild it.',
  ),
  'library-in-use': say(
    'Another copy of Lectern has the library open.',
    'work',
    'Close the other one, then try again.',
  ),
  'project-unknown': say('That document is no longer in the library.', 'none', 'Open its file again.'),
  'import-unknown': say(
    'That document has waited too long to be imported.',
    'file',
    'Read it again; nothing was imported yet.',
  ),
  'segment-unknown': say('That passage has changed since.', 'work', 'Choose where to go on and try again.'),
  'chapter-unknown': say('That chapter is not in the script any more.', 'work', 'Choose another one.'),
  'block-unknown': say('That passage is not in the script any more.', 'work', 'Choose another one.'),
  'block-locked': say('That passage is locked.', 'work', 'Unlock it first, then try again.'),
  'member-unknown': say('That speaker is not in the cast any more.', 'work', 'Choose another one.'),
  'edit-impossible': say('That can not be done here.', 'work', 'Choose another place and try again.'),
  'nothing-to-narrate': say('There is nothing to narrate.', 'work', 'Tick at least one chapter that has text.'),
  'format-unknown': say('Lectern cannot make that kind of file.', 'script', 'Choose WAV, FLAC, MP3, M4B, M4A or Opus.'),
  'export-settings': exportSettings,
  'table-empty': say(
    'No word with a pronunciation was found in that file.',
    'file',
    'It should be a table (CSV) with the columns “written” and “spoken”.',
  ),
  'cover-unknown': say('The cover is no JPEG or PNG.', 'file', 'Save the picture as JPEG or PNG and choose that.'),

  'call-unknown': say(
    'This window and the app are of different versions.',
    'work',
    'Close the window and open it anew.',
  ),
  'call-malformed': say('The app did not accept that.', 'work', 'Check what you entered and try again.'),
  'window-unbuilt': say(
    'The window of this copy was never built.',
    'work',
    'Run "npm start" in its folder: it builds and opens it.',
  ),
  'host-gone': say(
    'The app behind this window has stopped.',
    'none',
    'Whatever was saved is kept. The window reconnects by itself once the app runs again.',
  ),
  internal: say('Something went wrong inside Lectern.', 'work', 'Try again; if it stays so, start Lectern anew.'),
};

/** The words for a problem; a code from a newer app is spoken of as `internal`. */
export function explain(problem: Pick<PlainProblem, 'code' | 'details'>): Explanation {
  const known = Object.hasOwn(words, problem.code) ? words[problem.code] : words.internal;
  return known(problem.details);
}
