import { isMix, type MixPart, mixText, parseMix } from '../../app/model/mix.ts';

/** A mix of voices in the making. Weights are whole numbers from 1 to 100; what counts is their proportion. */
export class Mix {
  #parts = $state.raw<readonly MixPart[]>([]);

  get parts(): readonly MixPart[] {
    return this.#parts;
  }

  /** As a request names it; null where there is nothing to mix. */
  get text(): string | null {
    return this.#parts.length < 2 ? null : mixText(this.#parts);
  }

  /** Begins with what somebody speaks with now: a mix with its parts, any other voice alone. */
  begin(voice: string, names: readonly string[]): void {
    const parts = readable(voice);
    const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
    const known = parts.filter((part) => names.includes(part.voice));
    this.#parts = known.map((part) => ({
      voice: part.voice,
      weight: Math.max(1, Math.round((100 * part.weight) / whole)),
    }));
    while (this.#parts.length < 2 && this.add(names));
  }

  /** How much of it a part is, from 0 to 1. */
  share({ weight }: MixPart): number {
    return weight / this.#parts.reduce((sum, part) => sum + part.weight, 0);
  }

  /** One more, the first that is not in it; false where all are. */
  add(names: readonly string[]): boolean {
    const voice = names.find((name) => !this.#parts.some((part) => part.voice === name));
    if (voice === undefined) return false;
    this.#parts = [...this.#parts, { voice, weight: 50 }];
    return true;
  }

  change(index: number, part: Partial<MixPart>): void {
    this.#parts = this.#parts.map((each, i) => (i === index ? { ...each, ...part } : each));
  }

  remove(index: number): void {
    this.#parts = this.#parts.filter((_, i) => i !== index);
  }
}

function readable(voice: string): MixPart[] {
  if (!isMix(voice)) return [{ voice, weight: 1 }];
  try {
    return parseMix(voice);
  } catch {
    return [];
  }
}
