import type { Handlers, Listen } from '../../../app/ipc/shapes.ts';
import type { FavouriteVoice } from '../../../app/model/catalog.ts';
import type { Budget } from '../../../app/model/money.ts';
import type { SegmentTakes } from '../../../app/model/takes.ts';
import { createNews } from '../../../app/studio/news.ts';

/** What a person directs a narration with: favourites, takes, who speaks, and what it may cost. A test fills it. */
export class FakeDirection {
  favourites: FavouriteVoice[] = [];
  takes: SegmentTakes[] = [];
  budget: Omit<Budget, 'project'> = { spent: { project: 0, month: 0 }, caps: { project: null, month: null } };
  /** What was asked for, as `listen b1/0 1`. */
  readonly asked: string[] = [];
  readonly #spent = createNews<{ project: string | null }>();

  readonly changed: Listen<{ project: string | null }> = this.#spent.listen;

  readonly favoured: Pick<Handlers['voices'], 'favourites' | 'favour'> = {
    favourites: () => this.favourites,
    favour: ({ model, voice, favourite }) => {
      const others = this.favourites.filter((each) => each.voice !== voice);
      return (this.favourites = favourite ? [...others, { model, voice }] : others);
    },
  };

  readonly money: Handlers['money'] = {
    budget: ({ project }) => ({ project, ...this.budget }),
    limit: ({ project, dollars }) => {
      const caps = { ...this.budget.caps, [project === null ? 'month' : 'project']: dollars };
      this.spend({ ...this.budget, caps }, project);
    },
  };

  readonly taking: Handlers['takes'] = {
    list: () => this.takes,
    listen: ({ segment, take }) => void this.asked.push(`listen ${segment} ${take}`),
    choose: ({ segment, take }) => void this.asked.push(`choose ${segment} ${take}`),
    discard: ({ segment, take }) => void this.asked.push(`discard ${segment} ${take}`),
    again: ({ blocks, segment }) => {
      this.asked.push(`again ${segment ?? blocks.join(' ')}`);
      return { blocks };
    },
  };

  spend(budget: Omit<Budget, 'project'>, project: string | null): void {
    this.budget = budget;
    this.#spent.tell({ project });
  }
}
