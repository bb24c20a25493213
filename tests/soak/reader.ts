/** Somebody who listens to the book: plays, pauses, seeks, steps, stops, and hears a while at another speed. */
import { got, pause, type Person, pick, type World } from './world.ts';

export function createReader(world: World, project: string, blocks: () => readonly string[]): Person {
  const { ledger } = world;
  const command = async (call: Parameters<typeof got>[1]) => {
    const end = ledger.begin('command');
    await got(world, call);
    end();
  };
  const play = () => command((api) => api.player.play({ project, block: pick(world, blocks()) }));
  const acts: (() => Promise<void>)[] = [
    play,
    play,
    async () => {
      await command((api) => api.player.pause());
      await pause(world, 0.3, 1.5);
      await command((api) => api.player.resume());
    },
    () => command((api) => api.player.seek({ seconds: 60 * world.chance() })),
    () => command((api) => api.player.skip({ by: world.chance() < 0.5 ? 1 : -1, unit: 'sentence' })),
    () => command((api) => api.player.skip({ by: 1, unit: 'chapter' })),
    () => command((api) => api.player.stop()),
    async () => {
      const end = ledger.begin('speed');
      await command((api) => api.player.choose({ speed: 1.5 }));
      await pause(world, 1, 2);
      await command((api) => api.player.choose({ speed: 1 }));
      end();
    },
  ];
  return {
    async work() {
      // An earlier life may have ended at another speed.
      await command((api) => api.player.choose({ speed: 1 }));
      while (!world.over.aborted) {
        const state = await got(world, (api) => api.player.state());
        if (state?.phase === 'idle' || state?.phase === 'failed') await play();
        await pause(world, 2, 7);
        await pick(world, acts)();
      }
    },
    async finish() {
      await command((api) => api.player.choose({ speed: 1 }));
      await command((api) => api.player.stop());
    },
  };
}
