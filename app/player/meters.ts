import type { PlayerMeters } from '../model/player.ts';

/** What happens on the way to the first sound, in this order. */
export type Step = 'played' | 'asked' | 'arrived' | 'written' | 'heard';

/** Counts how well a narration is fed, from one play to the next. All times in ms of the player's clock. */
export class Meters {
  #steps = new Map<Step, number>();
  #underruns = 0;
  #starved = 0;
  #dryAt: number | null = null;

  /** A new narration begins. */
  reset(now: number): void {
    this.#steps = new Map([['played', now]]);
    this.#underruns = 0;
    this.#starved = 0;
    this.#dryAt = null;
  }

  /** Is the first sound still to be heard? */
  get waiting(): boolean {
    return !this.#steps.has('heard');
  }

  /** A step on the way to the first sound; only the first of each counts. */
  step(step: Step, now: number): void {
    if (!this.#steps.has(step)) this.#steps.set(step, now);
  }

  ranDry(): void {
    this.#underruns++;
  }

  /** Does it wait for sound, in the middle of a narration? */
  starving(starving: boolean, now: number): void {
    if (this.#dryAt !== null) this.#starved += now - this.#dryAt;
    this.#dryAt = starving ? now : null;
  }

  /** Everything so far, beside what others know. */
  read(others: Pick<PlayerMeters, 'buffered' | 'prebuffer' | 'supply'>, now: number): PlayerMeters {
    const waiting = this.#dryAt === null ? 0 : now - this.#dryAt;
    const starved = (this.#starved + waiting) / 1000;
    return { firstSound: this.#firstSound(), underruns: this.#underruns, starved, ...others };
  }

  #firstSound(): PlayerMeters['firstSound'] {
    const [played, asked, arrived, written, heard] = (['played', 'asked', 'arrived', 'written', 'heard'] as const).map(
      (step) => this.#steps.get(step),
    );
    if (heard === undefined || written === undefined || arrived === undefined) return null;
    const service = arrived - asked!;
    const device = heard - written;
    const total = heard - played!;
    return { service, client: total - service - device, device, total };
  }
}
