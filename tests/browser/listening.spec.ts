import { test } from '@playwright/test';
import { FakeApp } from '../tools/fake/app.ts';
import { startFakeHost } from '../tools/fake/host.ts';
import { open } from './scenes/scene.ts';
import { expect } from './window.ts';

test.use({ bypassCSP: true });

test('a click takes the voice along while it reads, and is the caret’s for whoever types', async ({ page }) => {
  const app = new FakeApp();
  app.addStory();
  const host = await startFakeHost(app);
  const texts = page.getByRole('region', { name: 'Script' }).getByRole('textbox');
  const plays = () => app.calls.filter((call) => call === 'player.play').length;
  const spot = () => {
    const { state } = app.playback;
    return 'spot' in state ? { block: `block-${state.spot.block}`, start: state.spot.start } : null;
  };
  const rowOf = (index: number) => texts.nth(index).evaluate((text) => text.closest('[role=row]')!.id);
  /** Where a word of a paragraph is in it. */
  const at = (index: number, word: string) =>
    texts.nth(index).evaluate((text, searched) => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const found = walker.currentNode.nodeValue!.indexOf(searched);
        if (found < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, found + 1);
        range.setEnd(walker.currentNode, found + 2);
        const [inner, outer] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
        return { x: inner.x - outer.x + 1, y: inner.y - outer.y + inner.height / 2 };
      }
      throw new Error(`no ${searched} there`);
    }, word);
  try {
    await page.goto(host.url);
    await open(page);

    await test.step('while nothing is heard a click puts the caret', async () => {
      await texts.nth(1).click();
      await expect(texts.nth(1)).toBeFocused();
      expect(plays()).toBe(0);
      await page.keyboard.press('Escape');
    });

    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText('Playing', { exact: true }).waitFor();
    app.playback.hold();

    await test.step('while it reads, the voice goes to the sentence that is clicked, and the caret does not', async () => {
      const sentence = (await texts.nth(2).textContent())!.split(/(?<=[.!?]) /)[1]!;
      await texts.nth(2).click({ position: await at(2, sentence.slice(0, 12)) });
      const start = (await texts.nth(2).textContent())!.indexOf(sentence);
      await expect.poll(spot).toEqual({ block: await rowOf(2), start });
      await expect(texts.nth(2)).not.toBeFocused();
      await expect(page.getByText('Playing', { exact: true })).toBeVisible();
      app.playback.hold();
    });

    await test.step('a second click mends, and from then on a click in that text is the caret’s', async () => {
      await texts.nth(3).dblclick();
      await expect(texts.nth(3)).toBeFocused();
      const before = plays();
      await texts.nth(3).click({ position: { x: 40, y: 20 } });
      await expect(texts.nth(3)).toBeFocused();
      expect(plays()).toBe(before);
    });

    await test.step('what is dragged over is marked, not played', async () => {
      const before = plays();
      const box = (await texts.nth(4).boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 160, box.y + 20, { steps: 4 });
      await page.mouse.up();
      expect(await page.evaluate(() => getSelection()!.toString().length)).toBeGreaterThan(3);
      expect(plays()).toBe(before);
    });

    await test.step('paused, a click is the caret’s; with Alt it is heard', async () => {
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByText('Paused', { exact: true }).waitFor();
      const before = plays();
      await texts.nth(1).click();
      await expect(texts.nth(1)).toBeFocused();
      expect(plays()).toBe(before);
      await texts.nth(2).click({ modifiers: ['Alt'] });
      await expect.poll(plays).toBe(before + 1);
    });
  } finally {
    await host.close();
  }
});
