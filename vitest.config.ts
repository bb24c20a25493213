import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Runes in renderer/state/*.svelte.ts need the compiler; components themselves are tested in a browser.
  plugins: [svelte()],
  resolve: {
    // The real package tries to download its binary as soon as it is required.
    alias: { electron: fileURLToPath(new URL('tests/electron/double.ts', import.meta.url)) },
  },
  test: {
    environment: 'node',
    // A worker a file costs more than it isolates on two cores; servers listen on port 0 and state is never global.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{unit,rules}/**/*.test.ts'],
          exclude: ['tests/unit/renderer/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['tests/unit/renderer/**/*.test.ts'],
          environment: './tests/unit/renderer/environment.ts',
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'audio', include: ['tests/audio/**/*.test.ts'], testTimeout: 120_000 },
      },
      { extends: true, test: { name: 'packaging', include: ['tests/packaging/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
