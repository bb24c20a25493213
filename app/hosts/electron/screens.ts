import { type BrowserWindow, type Rectangle, screen } from 'electron';

/** What of a window's upper edge a person must see of it to get hold of it, in px. */
const GRIP = { width: 120, height: 24 };

/** Windows that a screen took along when it went, or shrank, come onto one that is there. */
export function keepOnScreens(windows: () => BrowserWindow[]): void {
  const bringBack = () => {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    for (const window of windows()) {
      const bounds = window.getBounds();
      if (window.isMinimized() || window.isFullScreen() || isWithinReach(bounds, areas)) continue;
      window.setBounds(fitted(bounds, screen.getDisplayMatching(bounds).workArea));
    }
  };
  screen.on('display-removed', bringBack);
  screen.on('display-metrics-changed', bringBack);
}

/** Can a person get hold of the upper edge of a window? Where they put it half off a screen, it may stay. */
function isWithinReach({ x, y, width }: Rectangle, areas: readonly Rectangle[]): boolean {
  return areas.some((area) => {
    const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    const top = y >= area.y && y + GRIP.height <= area.y + area.height;
    return top && seen >= Math.min(GRIP.width, width);
  });
}

/** As near to where it was, and as large, as an area allows. */
function fitted(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const between = (least: number, value: number, most: number) => Math.max(least, Math.min(value, most));
  return {
    x: between(area.x, bounds.x, area.x + area.width - width),
    y: between(area.y, bounds.y, area.y + area.height - height),
    width,
    height,
  };
}
