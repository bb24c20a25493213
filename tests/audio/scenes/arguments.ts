/** Hands the binding what it must refuse, and tells what it said. */
import { builtBinding, portAudio, report } from './stage.ts';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { open } = createRequire(import.meta.url)(fileURLToPath(builtBinding)) as {
  open: (options?: unknown) => Promise<unknown>;
};
const refused = async (call: () => unknown) => {
  try {
    await call();
    return 'taken';
  } catch (refusal) {
    return `${(refusal as { code?: string }).code}: ${(refusal as Error).message}`;
  }
};
const output = await portAudio.openOutput({ rate: 24_000, channels: 2 });
const input = await portAudio.openInput({ rate: 16_000 });
const any = (value: unknown) => value as never;
const said = {
  noOptions: await refused(() => open()),
  noRate: await refused(() => open({})),
  textRate: await refused(() => open({ rate: '24000' })),
  wildRate: await refused(() => open({ rate: NaN })),
  channels: await refused(() => open({ rate: 24_000, channels: 3 })),
  fraction: await refused(() => open({ rate: 24_000, channels: 1.5 })),
  device: await refused(() => open({ rate: 24_000, device: 7 })),
  unknown: await refused(() => open({ rate: 24_000, device: 'gramophone' })),
  constructed: await refused(() => new (output.constructor as new (options: object) => unknown)({ rate: 24_000 })),
  buffer: await refused(() => output.buffer(any(-1))),
  nothing: await refused(() => output.write(any(undefined))),
  floats: await refused(() => output.write(any(new Float32Array(2)))),
  halfFrame: await refused(() => output.write(new Int16Array(3))),
  direction: await refused(() => any((input as unknown as typeof output).write(new Int16Array(2)))),
  stranger: await refused(() => output.write.call(any({}), new Int16Array(2))),
  empty: await refused(() => output.write(new Int16Array(0))),
};
output.close();
output.close();
input.close();
report({ ...said, closed: await refused(() => output.write(new Int16Array(2))) });
