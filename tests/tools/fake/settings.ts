import type { Handlers } from '../../../app/ipc/shapes.ts';
import type { ProxyWish } from '../../../app/model/network.ts';
import type { Voice } from '../../../app/model/script.ts';
import type { StorageUse } from '../../../app/model/storage.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What the settings ask, answered out of hand. A test fills it. */
export class FakeSettings {
  proxy: ProxyWish = { kind: 'system' };
  /** Can files that find a proxy be followed? */
  pac = false;
  voices: Record<'together' | 'local', Voice | null> = { together: null, local: null };
  storage: StorageUse = {
    ...{ library: 4_200_000, speech: 812_000_000, recordings: 96_000_000, rest: 310_000 },
    shares: {
      unused: { takes: 412, bytes: 188_000_000, dollars: 0.62 },
      removed: { takes: 96, bytes: 41_000_000, dollars: 0.14 },
      used: { takes: 1240, bytes: 571_000_000, dollars: 2.31 },
    },
    heard: [
      { started: Date.now() - 200 * DAY, bytes: 61_000_000 },
      { started: Date.now() - 20 * DAY, bytes: 22_000_000 },
    ],
    folder: '/home/anna/.local/share/lectern',
  };

  readonly handlers: Handlers['settings'] = {
    test: () => ({ ms: 231 }),
    voices: () => this.voices,
    chooseVoice: ({ service, voice }) => (this.voices = { ...this.voices, [service]: voice }),
    storage: () => this.storage,
    clean: ({ speech, recordingsBefore }) => {
      const shares = speech.map((use) => this.storage.shares[use]);
      const old = this.storage.heard.filter(({ started }) => recordingsBefore !== null && started < recordingsBefore);
      return {
        bytes: [...shares, ...old].reduce((sum, { bytes }) => sum + bytes, 0),
        takes: shares.reduce((sum, { takes }) => sum + takes, 0),
        recordings: old.length,
        dollars: shares.reduce((sum, { dollars }) => sum + dollars, 0),
      };
    },
    network: () => ({ proxy: this.proxy, pac: this.pac }),
    chooseProxy: ({ proxy }) => {
      this.proxy = proxy;
      return { proxy, pac: this.pac };
    },
    health: () => ({ stopToText: 412, spent: 1.24, log: '/home/anna/.local/share/lectern/lectern.log' }),
    diagnostics: () => ({ text: 'Lectern 0.1.0 (web)\n' }),
  };
}
