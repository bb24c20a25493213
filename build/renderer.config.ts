import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { earlyRooms } from './early-rooms.ts';
import { translated } from './words/plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window, for both hosts: relative addresses, and nothing inline, which the Content-Security-Policy forbids. */
export default defineConfig({
  root: at('../renderer'),
  base: './',
  publicDir: false,
  plugins: [translated(), svelte({ configFile: at('../svelte.config.js') }), earlyRooms()],
  build: {
    outDir: at('../dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Svelte and the texts take what time there is, and are to.
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: [at('../renderer/index.html'), at('../renderer/dictate.html')],
    },
  },
});
