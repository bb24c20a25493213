import { expect, type Page } from '@playwright/test';

/** Roles of what a person acts on: each of them needs a name. */
const CONTROLS = new Set([
  ...['button', 'checkbox', 'combobox', 'link', 'listbox', 'menuitem', 'menuitemradio', 'option', 'radio', 'searchbox'],
  ...['slider', 'spinbutton', 'switch', 'tab', 'textbox', 'dialog', 'region', 'grid', 'tablist', 'menu', 'progressbar'],
]);

interface AXNode {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  backendDOMNodeId?: number;
}

/** A screen reader finds a name for each control of the page. */
export async function expectNamed(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = (await client.send('Accessibility.getFullAXTree')) as { nodes: AXNode[] };
  const controls = nodes.filter(({ ignored, role }) => !ignored && CONTROLS.has(role?.value ?? ''));
  expect(controls.length, 'there are controls').toBeGreaterThan(0);
  const nameless = controls.filter(({ name }) => !name?.value.trim());
  const described = await Promise.all(
    nameless.map(async ({ role, backendDOMNodeId }) => {
      const { node } = await client.send('DOM.describeNode', { backendNodeId: backendDOMNodeId! });
      return `${role?.value}: <${node.localName} ${node.attributes?.join(' ')}>`;
    }),
  );
  await client.detach();
  expect(described, 'controls without a name').toEqual([]);
}

/** What a window of half the usual size shows, and one of 800 x 600: 200 % zoom leaves 680 x 430. */
const SIZES = [
  { width: 800, height: 600 },
  { width: 680, height: 430 },
];

/** Small or enlarged, the page shows everything, or lets one scroll there: nothing is cut off. */
export async function expectWhole(page: Page): Promise<void> {
  const usual = page.viewportSize()!;
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await page.evaluate(cutOff), `cut off at ${size.width} x ${size.height}`).toEqual([]);
  }
  await page.setViewportSize(usual);
}

/** Runs in the page: what lies outside of the window, or of a box that hides what does not fit and cannot be scrolled. */
function cutOff(): string[] {
  const scrolls = (style: string) => style === 'auto' || style === 'scroll';
  const hides = (style: string) => style !== 'visible';
  const found: string[] = [];
  const modal = document.querySelector('dialog[open]');
  const words =
    'button, input, select, textarea, a, [role=textbox], [role=tab], [role=slider], h1, h2, h3, p, label, legend';
  for (const element of (modal ?? document.body).querySelectorAll<HTMLElement>(words)) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    // For the ear only.
    if (element.closest('.spoken-only') || (element instanceof HTMLInputElement && element.offsetWidth <= 1)) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    let [across, down] = [true, true];
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      const room = outer.getBoundingClientRect();
      if (style.position === 'fixed' && outer.matches('.spoken-only')) break;
      if (scrolls(style.overflowX)) across = false;
      if (scrolls(style.overflowY)) down = false;
      const outX = across && hides(style.overflowX) && (box.left < room.left - 1 || box.right > room.right + 1);
      const outY = down && hides(style.overflowY) && (box.top < room.top - 1 || box.bottom > room.bottom + 1);
      if (outX || outY) {
        found.push(
          `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}” in ${outer.localName}.${outer.className}`,
        );
        [across, down] = [false, false];
      }
      if (style.position === 'fixed') break;
    }
    if (across && (box.left < -1 || box.right > innerWidth + 1))
      found.push(`${element.localName} “${element.textContent.trim().slice(0, 40)}” beside the window`);
    if (down && (box.top < -1 || box.bottom > innerHeight + 1))
      found.push(`${element.localName} “${element.textContent.trim().slice(0, 40)}” under the window`);
  }
  return found;
}
