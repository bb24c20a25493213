import * as v from 'valibot';
import type { ServiceName } from '../model/catalog.ts';
import type { Health } from '../model/health.ts';
import type { NetworkSettings, ProxyWish } from '../model/network.ts';
import type { Voice } from '../model/script.ts';
import type { CleaningWish, Freed, SpeechUse, StorageUse } from '../model/storage.ts';
import { voice } from './script-edit.ts';
import { command, replies } from './shapes.ts';

const nothing = v.undefined();
const service = v.picklist(['together', 'local']) satisfies v.GenericSchema<unknown, ServiceName>;
const use = v.picklist(['used', 'removed', 'unused']) satisfies v.GenericSchema<unknown, SpeechUse>;
const proxy = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('system') }),
  v.object({
    kind: v.literal('server'),
    address: v.pipe(v.string(), v.trim(), v.regex(/^(https?:\/\/)?([a-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}\/?$/i)),
  }),
  v.object({
    kind: v.literal('pac'),
    address: v.pipe(v.string(), v.trim(), v.maxLength(2_000), v.url(), v.regex(/^(https?|file):\/\/[^@]*$/i)),
  }),
]) satisfies v.GenericSchema<unknown, ProxyWish>;
const cleaning = v.object({
  speech: v.pipe(v.array(use), v.maxLength(3)),
  recordingsBefore: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
}) satisfies v.GenericSchema<unknown, CleaningWish>;

/** Who speaks in a new script, by service; null where the app chooses by the document's language. */
type UsualVoices = Record<ServiceName, Voice | null>;

/** What the settings ask besides what other groups have. */
export const settings = {
  /** Asks the service for what costs nothing; ms that it took. Fails with the Problem that anything else would meet. */
  test: command(v.object({ service }), replies<{ ms: number }>()),
  voices: command(nothing, replies<UsualVoices>()),
  chooseVoice: command(v.object({ service, voice: v.nullable(voice) }), replies<UsualVoices>()),
  storage: command(nothing, replies<StorageUse>()),
  clean: command(cleaning, replies<Freed>()),
  network: command(nothing, replies<NetworkSettings>()),
  chooseProxy: command(v.object({ proxy }), replies<NetworkSettings>()),
  health: command(nothing, replies<Health>()),
  /** What may be shown to whoever is asked for help: no text, no key, nobody's name. */
  diagnostics: command(nothing, replies<{ text: string }>()),
};
