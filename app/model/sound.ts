/**
 * How a block stands with its sound. `stale`: it had one, and its text or its voice has changed since; `doubtful`: it
 * has one that may not say the text.
 */
export type BlockState = 'unmade' | 'stale' | 'making' | 'ready' | 'doubtful';

/** States by block id. */
export type BlockStates = Record<string, BlockState>;

/** What has changed of them, in a project. */
export interface StatesNews {
  project: string;
  blocks: BlockStates;
}
