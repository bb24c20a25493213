import { expect, test } from 'vitest';
import { endingOf } from '../../../../app/together/realtime/realtime-failure.ts';
import { queryOf, sessionMessage } from '../../../../app/together/realtime/realtime-request.ts';
import { saidOf } from '../../../../app/together/realtime/realtime-said.ts';

const PREFIX = 'conversation.item.input_audio_transcription.';

test.each([
  [
    { type: `${PREFIX}delta`, delta: ' Good day', item_id: 'a' },
    { type: 'delta', text: 'Good day', item: 'a' },
  ],
  [
    { type: `${PREFIX}delta`, transcript: 'Good day' },
    { type: 'delta', text: 'Good day', item: null },
  ],
  [
    { type: `${PREFIX}delta`, delta: 'x', item_id: 3, logprobs: [] },
    { type: 'delta', text: 'x', item: '3' },
  ],
  [
    { type: `${PREFIX}completed`, transcript: 'Good day.', start: 1, duration: 0.5, tokens: [{}] },
    { type: 'completed', text: 'Good day.', start: 1, duration: 0.5 },
  ],
  [{ type: `${PREFIX}completed` }, { type: 'completed', text: '', start: null, duration: null }],
  [
    { type: `${PREFIX}failed`, event_type: 'delta', error: { message: 'm', type: 't', param: null, code: 'c' } },
    { type: 'failed', turnEvent: 'delta', error: { message: 'm', type: 't', code: 'c' } },
  ],
  [
    { type: `${PREFIX}failed`, error: 'm' },
    { turnEvent: null, error: { message: 'm', code: null } },
  ],
  [
    { type: 'error', message: 'm', code: 'c' },
    { type: 'error', error: { message: 'm', code: 'c' } },
  ],
  [
    { type: 'error', error: { message: 'm' } },
    { type: 'error', error: { message: 'm', code: null } },
  ],
  [
    { type: `${PREFIX}end_of_turn`, transcript: 'x', end_of_turn_confidence: 0.8 },
    { type: 'end_of_turn', confidence: 0.8 },
  ],
  [{ type: 'input_audio_buffer.processed', processed_ms: 1500 }, { processed: 1500 }],
  [{ type: 'session.created', session: { id: 's', object: 'realtime.session' } }, { session: 's' }],
  [{ type: 'session.created' }, { session: null }],
])('%j is understood', (message, said) => {
  expect(saidOf(message)).toMatchObject(said);
});

test.each([undefined, null, 7, [], 'x', {}, { type: 3 }])('%j is no event', (message) => {
  expect(saidOf(message)).toBeNull();
});

const error = (fields: Partial<Record<'message' | 'type' | 'code', string>>) => ({
  message: null,
  type: null,
  param: null,
  code: null,
  ...fields,
});

test.each([
  [{ code: 'model_not_available' }, 'model-needs-endpoint', false, false],
  [{ code: 'model_not_accessible' }, 'access-refused', false, false],
  [{ code: 'invalid_api_key' }, 'key-refused', false, false],
  [{ code: 'missing_api_key' }, 'key-refused', false, false],
  [{ code: 'no_healthy_workers' }, 'service-overloaded', false, false],
  [{ code: 'no_healthy_upstream' }, 'service-overloaded', false, false],
  [{ message: 'Unsupported format: pcm', type: 'service_unavailable_error' }, 'audio-unsupported', false, false],
  [{ message: 'unsupported input sample rate' }, 'audio-unsupported', false, false],
  [{ message: 'Invalid audio data format' }, 'audio-unsupported', false, false],
  [{ message: 'bad', type: 'invalid_request_error' }, 'request-refused', false, false],
  [{ code: 'idle_timeout' }, 'service-timeout', true, true],
  [{ message: 'Timeout', type: 'service_unavailable_error' }, 'service-timeout', true, true],
  [{ message: 'Session timed out' }, 'service-timeout', true, true],
  [{ message: 'Timeout of the decoder', type: 'server_error' }, 'service-failed', true, false],
  [{ message: 'overloaded', type: 'service_unavailable_error' }, 'service-failed', true, false],
  [{}, 'service-failed', true, false],
])('a session that fails with %j is over, or not', (fields, code, again, idle) => {
  const ending = endingOf(error(fields), { catalogued: true, confidential: [] });
  expect(ending).toMatchObject({ problem: { code, again }, idle });
  expect((ending.problem as unknown as { details: object }).details).not.toHaveProperty('status');
});

test.each([
  [{ code: 'model_not_available' }, 'model-unknown'],
  [{ code: 'model_not_available', message: 'create a dedicated endpoint' }, 'model-needs-endpoint'],
])('%j of a model that the catalogue does not have is a typing error, unless it says otherwise', (fields, code) => {
  const { problem } = endingOf(error(fields), { catalogued: false, confidential: [] });
  expect(problem).toMatchObject({ code, again: false });
});

test('the query holds what must be in it, the language, and the measures that are given', () => {
  const format = { input_audio_format: 'pcm_s16le_16000' };
  expect(queryOf({ model: 'a/b' })).toEqual({ model: 'a/b', ...format });
  expect(queryOf({ model: 'a/b', language: 'de', turns: 'on commit' })).toEqual({
    model: 'a/b',
    ...format,
    language: 'de',
    turn_detection: 'none',
  });
  const phone = { threshold: 0.01, minSilence: 1000, minSpeech: 500, maxSpeech: 60, padding: 10 };
  const endOfTurn = { threshold: 0.7, timeout: 5000, eagerThreshold: 0.4 };
  expect(queryOf({ model: 'a/b', turns: { ...phone, endOfTurn } })).toEqual({
    model: 'a/b',
    ...format,
    turn_detection: 'server_vad',
    threshold: '0.01',
    min_silence_duration_ms: '1000',
    min_speech_duration_ms: '500',
    max_speech_duration_s: '60',
    speech_pad_ms: '10',
    eot_threshold: '0.7',
    eot_timeout_ms: '5000',
    eager_eot_threshold: '0.4',
  });
});

test('the message holds what is not in the query, in the past tense, and is left out where it is empty', () => {
  expect(sessionMessage({ model: 'a/b', language: 'de' })).toBeNull();
  expect(sessionMessage({ model: 'a/b', prompt: 'Bees', rollingPrompt: true, energyGate: 0.01 })).toEqual({
    type: 'transcription_session.updated',
    session: { prompt: 'Bees', rolling_prompt: true, energy_gate_rms: 0.01 },
  });
});
