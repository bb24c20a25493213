import { defineConfig } from '@playwright/test';

// The window's specs take their window from Electron then (tests/browser/window.ts).
process.env['LECTERN_WINDOW'] = 'electron';

export default defineConfig({
  outputDir: '../../test-results/electron',
  // One Lectern on a desktop at a time is what the app itself insists on.
  workers: 1,
  timeout: 300_000,
  forbidOnly: true,
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'electron', testDir: '.' },
    // The rest of them is about the web host: its links, and its restart.
    {
      name: 'window',
      testDir: '../browser',
      testMatch: ['book.spec.ts', 'import.spec.ts'],
      grepInvert: /a link opens once/,
    },
  ],
});
