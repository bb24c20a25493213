import { readFileSync } from 'node:fs';

type Numbered = Readonly<Record<number, string>>;

/** Numbers by which programs name the machine that they are for. */
const ELF: Numbered = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64' };
const MACH: Numbered = { 0x7: 'ia32', 0x01000007: 'x64', 0x0100000c: 'arm64' };
const PE: Numbered = { 0x14c: 'ia32', 0x8664: 'x64', 0xaa64: 'arm64' };

/**
 * What a library or program is for, as `linux-x64`, from its head; one for macOS may be for several. Throws at a file
 * that is neither. Sources: elf.h, mach-o/loader.h and fat.h, https://learn.microsoft.com/windows/win32/debug/pe-format
 */
export function machinesOf(file: string): string[] {
  const code = readFileSync(file);
  const magic = code.readUInt32BE(0);
  if (magic === 0x7f454c46) return [`linux-${ELF[code.readUInt16LE(18)]}`];
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) return [`darwin-${MACH[code.readUInt32LE(4)]}`];
  if (magic === 0xcafebabe) {
    const slices = Array.from({ length: code.readUInt32BE(4) }, (_, index) => code.readUInt32BE(8 + 20 * index));
    return slices.map((type) => `darwin-${MACH[type]}`);
  }
  const head = code.subarray(0, 2).toString() === 'MZ' ? code.readUInt32LE(0x3c) : -1;
  if (head > 0 && code.subarray(head, head + 4).toString('latin1') === 'PE\0\0')
    return [`win32-${PE[code.readUInt16LE(head + 4)]}`];
  throw new Error(`${file} is no library of Linux, macOS or Windows`);
}
