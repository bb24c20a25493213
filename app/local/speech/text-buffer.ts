import { placeToCut, sentences } from './pieces.ts';

/** When text that comes in parts is spoken: at the ends of sentences, as it comes, or only when told to. */
export type Segmentation = 'sentence' | 'immediate' | 'never';

/** Text that came in and is not yet to be spoken. What it gives out is trimmed and never empty. */
export class TextBuffer {
  #text = '';

  get length(): number {
    return this.#text.length;
  }

  /**
   * Takes more text; what is to be spoken now. A sentence is over when the next has begun, or when it has more than
   * `longest` characters, and then it is cut where it hurts least.
   */
  append(text: string, segmentation: Segmentation, longest: number): string[] {
    this.#text += text;
    switch (segmentation) {
      case 'never':
        return [];
      case 'immediate':
        return this.commit(segmentation);
      case 'sentence': {
        const whole = [...sentences(this.#text)];
        let rest = whole.pop() ?? '';
        while (rest.length > longest) {
          const end = placeToCut(rest.slice(0, longest));
          whole.push(rest.slice(0, end));
          rest = rest.slice(end);
        }
        this.#text = rest;
        return spoken(whole);
      }
    }
  }

  /** All that is left, by sentences or as one. */
  commit(segmentation: Segmentation): string[] {
    const text = this.#text;
    this.#text = '';
    return spoken(segmentation === 'sentence' ? [...sentences(text)] : [text]);
  }

  clear(): void {
    this.#text = '';
  }
}

const spoken = (texts: readonly string[]) => texts.map((text) => text.trim()).filter((text) => text !== '');
