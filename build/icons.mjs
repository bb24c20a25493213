import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import { root } from './node.mjs';

/**
 * Draws every icon of the packages from build/resources/{icon,tray}.svg, in the Chromium of the tests. The results are
 * kept in the repository, so that packing needs no browser; run it again after a change of the drawings.
 */
const resources = join(root, 'build/resources');
const svg = (name) => readFileSync(join(resources, `${name}.svg`), 'utf8');
const keep = (path, content) => {
  const file = join(resources, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};

/** Sizes that desktops ask for: https://specifications.freedesktop.org/icon-theme-spec/latest/ */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Sizes that Windows shows at its usual scales; only the largest may be a PNG everywhere. */
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256];
/** Kinds of picture in an icns file, each holding a PNG of that size: https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
const MAC = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
/** Of 1024 px, the body of an icon takes 824: https://developer.apple.com/design/resources/ */
const MAC_BODY = 824 / 1024;

const browser = await chromium.launch({
  executablePath: process.env.LECTERN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
const icon = svg('icon');

for (const size of LINUX) keep(`icons/${size}x${size}.png`, (await draw(icon, size)).png);
keep('icon.ico', ico(await Promise.all(WINDOWS.map((size) => draw(icon, size)))));
keep('icon.icns', icns(await Promise.all(Object.values(MAC).map((size) => draw(icon, size, MAC_BODY)))));
// A menu bar colours these itself, by their opacity alone; 16 pt high, at one and two pixels a point.
keep('tray/trayTemplate.png', (await draw(svg('tray'), 16)).png);
keep('tray/trayTemplate@2x.png', (await draw(svg('tray'), 32)).png);
keep('tray/tray.png', (await draw(icon, 16)).png);
keep('tray/tray@2x.png', (await draw(icon, 32)).png);
await browser.close();

/** A drawing at a size in pixels, as a PNG and as RGBA; `body` is the share of the width that it takes, in the middle. */
async function draw(drawing, size, body = 1) {
  const drawn = await page.evaluate(
    async ([source, size, body]) => {
      const picture = new globalThis.Image();
      picture.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
      await picture.decode();
      const canvas = new globalThis.OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      const margin = (size * (1 - body)) / 2;
      context.drawImage(picture, margin, margin, size * body, size * body);
      const png = await (await canvas.convertToBlob({ type: 'image/png' })).bytes();
      return {
        png: png.toBase64(),
        rgba: new Uint8Array(context.getImageData(0, 0, size, size).data.buffer).toBase64(),
      };
    },
    [drawing, size, body],
  );
  return { size, png: Buffer.from(drawn.png, 'base64'), rgba: Buffer.from(drawn.rgba, 'base64') };
}

/** A directory, then the pictures: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) */
function ico(pictures) {
  const bodies = pictures.map((picture) => (picture.size === 256 ? picture.png : bitmap(picture)));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bodies[index].length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += bodies[index].length;
  }
  return Buffer.concat([head, ...bodies]);
}

/** BGRA from the bottom row up, and the mask of one bit a pixel that nobody reads beside it but that must be there. */
function bitmap({ size, rgba }) {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const rows = Array.from({ length: size }, (_, row) => rgba.subarray(row * size * 4, (row + 1) * size * 4));
  const pixels = Buffer.concat(rows.reverse());
  for (let at = 0; at < pixels.length; at += 4) pixels.subarray(at, at + 3).reverse();
  const maskRow = Math.ceil(size / 32) * 4;
  return Buffer.concat([head, pixels, Buffer.alloc(maskRow * size)]);
}

/** `icns`, the length of all, then each picture behind its kind and length. */
function icns(pictures) {
  const parts = Object.keys(MAC).map((kind, index) => chunk(kind, pictures[index].png));
  return chunk('icns', Buffer.concat(parts));
}

function chunk(kind, body) {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}
