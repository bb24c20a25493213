import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  // They wait more than they work, so that two cores bear two of them.
  workers: 2,
  timeout: 300_000,
  forbidOnly: true,
  reporter: [['list'], ['json']],
  snapshotPathTemplate: '{testDir}/screens/{arg}{ext}',
  expect: {
    // A machine that is busy with something else may take three times the usual 5 s.
    timeout: 15_000,
    // Letters are drawn a little differently by each version of the browser.
    toHaveScreenshot: { maxDiffPixelRatio: 0.005, animations: 'disabled' },
  },
  use: {
    viewport: { width: 1360, height: 860 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['LECTERN_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
