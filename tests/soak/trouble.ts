/** What happens to the app while people work with it. */
import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig } from '../tools/rig.ts';
import { processesWith } from './app.ts';
import type { Health, Service } from './service.ts';
import { pick, type World } from './world.ts';

interface Stage extends World {
  service: Service;
  rig: Rig;
  home: string;
  /** The small disk that the app has its data on; null where nobody may mount one. */
  disk: string | null;
  /** Ends the app in the middle of everything and starts it again. */
  restart(): Promise<void>;
}

/** Bytes that a disk has where it is not full. */
export const ROOM = '8g';

export type Trouble = (stage: Stage) => Promise<void>;

const seconds = ({ chance }: World, least: number, most: number) => sleep(1_000 * (least + chance() * (most - least)));

const ill =
  (health: Health): Trouble =>
  async (stage) => {
    const end = stage.ledger.begin(`service ${health}`);
    stage.service.become(health);
    await seconds(stage, 0.5, 3);
    stage.service.become('well');
    end();
  };

const remount = (disk: string, size: string) => spawnSync('mount', ['-o', `remount,size=${size}`, disk]).status === 0;

/** Everything that may go wrong, by name. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  silent: ill('silent'),
  cutting: ill('cutting'),
  limited: ill('limited'),
  overloaded: ill('overloaded'),
  gone: ill('gone'),
  async device(stage) {
    const end = stage.ledger.begin('device gone');
    stage.rig.unplug();
    await seconds(stage, 0.3, 2);
    stage.rig.plug();
    end();
  },
  async disk(stage) {
    if (stage.disk === null) return;
    const { bsize, blocks, bfree } = statfsSync(stage.disk);
    const end = stage.ledger.begin('disk full');
    // No byte more than there is.
    if (!remount(stage.disk, `${bsize * (blocks - bfree)}`)) stage.ledger.count('the disk could not be filled');
    await seconds(stage, 1, 3);
    remount(stage.disk, ROOM);
    end();
  },
  async clock(stage) {
    stage.ledger.note('clock jumps');
    stage.app().jump(Math.round(pick(stage, [-36, -1, 1, 30]) * 3_600_000 * stage.chance()));
    await seconds(stage, 0.5, 1);
  },
  async 'speech service'(stage) {
    const found = await processesWith(stage.home);
    const service = found.find(({ command }) => command.includes('app/local/main.ts'));
    if (!service) return;
    stage.ledger.note('speech service killed');
    process.kill(service.id, 'SIGKILL');
    await seconds(stage, 0.5, 1);
  },
  app: ({ restart }) => restart(),
};

/** The troubles in an order of the seed's, each once. */
export function shuffled(chance: () => number): string[] {
  const names = Object.keys(TROUBLES);
  for (let at = names.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [names[at], names[other]] = [names[other]!, names[at]!];
  }
  return names;
}
