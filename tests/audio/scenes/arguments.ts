/** Hands the binding what it must refuse, and tells what it said. */
import { builtBinding, portAudio, report } from './stage.ts';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { Stream } = createRequire(import.meta.url)(fileURLToPath(builtBinding)) as {
  Stream: new (options?: unknown) => never;
};
const refused = (call: () => unknown) => {
  try {
    call();
    return 'taken';
  } catch (refusal) {
    return `${(refusal as { code?: string }).code}: ${(refusal as Error).message}`;
  }
};
const output = portAudio.openOutput({ rate: 24_000, channels: 2 });
const input = portAudio.openInput({ rate: 16_000 });
const any = (value: unknown) => value as never;
const said = {
  noOptions: refused(() => new Stream()),
  noRate: refused(() => new Stream({})),
  textRate: refused(() => new Stream({ rate: '24000' })),
  wildRate: refused(() => new Stream({ rate: NaN })),
  channels: refused(() => new Stream({ rate: 24_000, channels: 3 })),
  fraction: refused(() => new Stream({ rate: 24_000, channels: 1.5 })),
  device: refused(() => new Stream({ rate: 24_000, device: 999 })),
  nothing: refused(() => output.write(any(undefined))),
  floats: refused(() => output.write(any(new Float32Array(2)))),
  halfFrame: refused(() => output.write(new Int16Array(3))),
  direction: refused(() => any((input as unknown as typeof output).write(new Int16Array(2)))),
  stranger: refused(() => output.write.call(any({}), new Int16Array(2))),
  empty: refused(() => output.write(new Int16Array(0))),
};
output.close();
output.close();
input.close();
report({ ...said, closed: refused(() => output.write(new Int16Array(2))) });
