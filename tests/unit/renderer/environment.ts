import type { Environment } from 'vitest/runtime';

/** Node, but with modules compiled as for a browser: Svelte's server build has no reactivity. */
const environment: Environment = {
  name: 'renderer',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => {} }),
};

export default environment;
