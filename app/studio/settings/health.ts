import { arch, platform, release } from 'node:os';
import type { Handlers, Listen } from '../../ipc/shapes.ts';
import type { DictationSettings, DictationState, Input } from '../../model/dictation.ts';
import type { ListeningSettings, Output, PlayerMeters } from '../../model/player.ts';
import type { AppStatus } from '../../model/status.ts';
import type { Settings } from '../../store/settings.ts';
import type { Host } from '../host.ts';

export interface HealthNeeds {
  host: Pick<Host, 'records' | 'secrets' | 'version' | 'name' | 'baseUrl'>;
  settings: Settings;
  status: () => AppStatus | Promise<AppStatus>;
  meters: () => PlayerMeters | Promise<PlayerMeters>;
  outputs: () => Output[] | Promise<Output[]>;
  inputs: () => Input[] | Promise<Input[]>;
  dictation: () => DictationSettings | Promise<DictationSettings>;
  dictated: Listen<DictationState>;
  /** US dollars of this month. */
  spent: () => number;
  /** ms; only ever forward. */
  now: () => number;
}

/** Lines of the log that go along. */
const LINES = 200;

/** How the app does, for a person and for whoever helps them. */
export function createHealth(needs: HealthNeeds): Pick<Handlers['settings'], 'health' | 'diagnostics'> {
  const { host, spent } = needs;
  const stopToText = stopwatch(needs);
  const health = () => ({ stopToText: stopToText(), spent: spent(), log: host.records.place });
  return {
    health,
    async diagnostics() {
      const facts = await factsOf(needs, stopToText());
      const lines = await host.records.last(LINES);
      const key = await host.secrets.read();
      const text = host.records.anonymous([...facts, '', `Log, the last ${lines.length} lines:`, ...lines].join('\n'));
      // It is in no log; but whoever sends this to somebody need not take our word for it.
      return { text: `${key === null ? text : text.replaceAll(key, '<key>')}\n` };
    },
  };
}

/** ms from the end of the last dictation to its text. */
function stopwatch({ dictated, now }: Pick<HealthNeeds, 'dictated' | 'now'>): () => number | null {
  let stopped: number | null = null;
  let last: number | null = null;
  dictated(({ phase }) => {
    if (phase === 'finishing') stopped ??= now();
    else {
      if (phase === 'done' && stopped !== null) last = Math.round(now() - stopped);
      stopped = null;
    }
  });
  return () => last;
}

async function factsOf(needs: HealthNeeds, stopToText: number | null): Promise<string[]> {
  const { host, settings } = needs;
  const [status, meters, outputs, inputs, { input }] = await Promise.all([
    needs.status(),
    needs.meters(),
    needs.outputs(),
    needs.inputs(),
    needs.dictation(),
  ]);
  const { listening, proxy } = settings.read();
  const { node, electron, chrome } = process.versions;
  const programs = Object.entries({ node, electron, chrome }).filter(([, version]) => version !== undefined);
  return [
    `Lectern ${host.version} (${host.name})`,
    `System: ${platform()} ${release()} ${arch()}; ${programs.map((each) => each.join(' ')).join(', ')}`,
    `Service: ${status.service} at ${originOf(host.baseUrl)}, ${status.keyed ? 'with' : 'without'} a key`,
    `Proxy: ${proxy.kind}`,
    `Sound: ${status.sound?.code ?? 'works'}, through ${chosen(listening)}`,
    `Outputs: ${namesOf(outputs)}`,
    `Inputs: ${namesOf(inputs)}; chosen: ${input ?? 'the system’s own'}`,
    `Meters: ${JSON.stringify(meters)}`,
    `Stop to text: ${stopToText === null ? 'none yet' : `${stopToText} ms`}`,
  ];
}

const chosen = ({ output, speed, volume }: ListeningSettings) =>
  `${output ?? 'the system’s own output'} at speed ${speed}, volume ${volume}`;

const namesOf = (devices: readonly (Output | Input)[]) =>
  devices.map(({ name, standard }) => (standard ? `${name} (standard)` : name)).join(', ') || 'none';

/** Without what somebody may have put behind it. */
const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : 'no usable address');
