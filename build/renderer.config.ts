import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window, for both hosts: relative addresses, and nothing inline, which the Content-Security-Policy forbids. */
export default defineConfig({
  root: at('../renderer'),
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: at('../svelte.config.js') })],
  build: {
    outDir: at('../dist/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [at('../renderer/index.html'), at('../renderer/dictate.html')] },
  },
});
