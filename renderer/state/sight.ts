/** What one part of the window asks the script to show: a chapter, or a block. */
export class Sight {
  #shower: ((row: string) => void) | null = null;

  /** The script is there to show; answers a function for when it is gone. */
  attend(shower: (row: string) => void): () => void {
    this.#shower = shower;
    return () => {
      if (this.#shower === shower) this.#shower = null;
    };
  }

  show(row: string): void {
    this.#shower?.(row);
  }
}
