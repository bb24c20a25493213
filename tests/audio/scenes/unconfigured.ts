/** Looks for devices, and opens one, and tells how each of them fails. */
import { portAudio, report } from './stage.ts';

const reason = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (failure: Error & { code: string }) => `${failure.code}: ${failure.message}`,
  );
report({ devices: await reason(portAudio.devices()), open: await reason(portAudio.openOutput({ rate: 24_000 })) });
