import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';

const resource = (name: string) => readFileSync(`build/resources/${name}`);

/** The size of a PNG, from its head; throws at anything else. */
function png(bytes: Buffer): { width: number; height: number } {
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect(bytes.subarray(12, 16).toString()).toBe('IHDR');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Opacity of the pixel in the upper left corner: the first of the first row, which no PNG filter can change. */
function corner(bytes: Buffer): number {
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.subarray(at + 4, at + 8).toString() === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(parts))[4]!;
}

test('the icon is the mark that the window shows', () => {
  const shapes = (svg: string) => svg.replace(/\s+/g, ' ').trim();
  expect(shapes(resource('icon.svg').toString())).toBe(shapes(readFileSync('renderer/lectern.svg', 'utf8')));
  const [path] = /d="[^"]+"/.exec(resource('icon.svg').toString())!;
  expect(resource('tray.svg').toString()).toContain(path);
});

test('Linux has a picture of every size, each as large as it is called, with open corners', () => {
  const names = readdirSync('build/resources/icons').sort((one, other) => parseInt(one) - parseInt(other));
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
  expect(names).toEqual(sizes.map((size) => `${size}x${size}.png`));
  expect(names.map((name) => png(resource(`icons/${name}`)))).toEqual(
    sizes.map((size) => ({ width: size, height: size })),
  );
  expect(names.map((name) => corner(resource(`icons/${name}`)))).toEqual(sizes.map(() => 0));
});

test('Windows has a bitmap of every scale and a PNG of 256, each where the directory says', () => {
  const ico = resource('icon.ico');
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const pictures = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const body = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8));
    const size = ico[entry]! || 256;
    if (size === 256) return { size, ...png(body) };
    const mask = Math.ceil(size / 32) * 4 * size;
    expect([body.readUInt32LE(0), body.readUInt16LE(14), body.length]).toEqual([40, 32, 40 + size * size * 4 + mask]);
    return { size, width: body.readInt32LE(4), height: body.readInt32LE(8) / 2 };
  });
  expect(pictures).toEqual([16, 20, 24, 32, 40, 48, 64, 256].map((size) => ({ size, width: size, height: size })));
  const last = 6 + 16 * (pictures.length - 1);
  expect(ico.readUInt32LE(last + 12) + ico.readUInt32LE(last + 8)).toBe(ico.length);
});

test('macOS has a picture of every size at one and two pixels a point, inset from the edges', () => {
  const icns = resource('icon.icns');
  expect([icns.subarray(0, 4).toString(), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const pictures: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const body = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4));
    pictures[icns.subarray(at, at + 4).toString()] = png(body).width;
    expect(corner(body)).toBe(0);
  }
  expect(pictures).toEqual({ ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 });
});

test.each(['trayTemplate', 'tray'])('%s is 16 points high, at one and two pixels a point', (name) => {
  expect([png(resource(`tray/${name}.png`)).height, png(resource(`tray/${name}@2x.png`)).height]).toEqual([16, 32]);
});
