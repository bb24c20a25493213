import { FakeApp } from '../tools/fake/app.ts';
import { startFakeHost } from '../tools/fake/host.ts';
import { dictationScenes } from './scenes/dictation-scenes.ts';
import { directionScenes } from './scenes/direction-scenes.ts';
import { languageScenes } from './scenes/language-scenes.ts';
import { scriptScenes } from './scenes/script-scenes.ts';
import { settingsScenes } from './scenes/settings-scenes.ts';
import { windowScenes } from './scenes/window-scenes.ts';
import { expectWhole } from './whole.ts';
import { expect, expectAccessible } from './window.ts';
import { test } from '@playwright/test';

/** Of Debian, as chromium comes with; a machine with more fonts is to draw the same letters. */
const FONTS = `:root { --sans: 'DejaVu Sans'; --serif: 'DejaVu Serif'; --mono: 'DejaVu Sans Mono'; }`;

/**
 * All of them, compared with how they looked, take two cores two minutes, and letters are drawn a little differently by
 * each version of the browser: `LECTERN_SCREENS=all`. Otherwise a few, without the comparison.
 */
const ALL = process.env['LECTERN_SCREENS'] === 'all';
const FEW = ['first-run', 'playing', 'failed', 'zoomed-marked', 'narrow-voices', 'dictation-listening'];
const scenes = [
  ...[...windowScenes, ...scriptScenes(), ...directionScenes(), ...dictationScenes],
  ...[...settingsScenes, ...languageScenes],
];

test.use({ bypassCSP: true });
test.describe.configure({ mode: 'parallel' });

for (const scene of scenes.filter(({ name }) => ALL || FEW.includes(name))) {
  test(`the screen “${scene.name}” is there for everybody, and looks as it did`, async ({ page }) => {
    const app = new FakeApp();
    if (scene.story !== false) app.addStory();
    app.status = { ...app.status, language: scene.language ?? null };
    const host = await startFakeHost(app);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    try {
      await page.setViewportSize({ width: scene.width ?? 1280, height: scene.height ?? 800 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${host.url}${scene.path ?? ''}`);
      await page.addStyleTag({ content: FONTS });
      await scene.play(page, app, () => host.hangUp(true));
      if (ALL) await expect(page).toHaveScreenshot(`${scene.name}.png`);
      await expectAccessible(page, `scene-${scene.name}`);
      await expectWhole(page);
      expect(errors).toEqual([]);
    } finally {
      await host.close();
    }
  });
}
