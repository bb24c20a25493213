import { chosenSession } from '../synthesis/choose.ts';
import type { Session } from '../synthesis/session.ts';
import { createTogether, type Together, type TogetherOptions } from '../together/client.ts';

/** The service of the network, and how it is made to speak. */
export interface Online {
  session: Session;
  client(): Promise<Together>;
  close(): Promise<void>;
}

/** A client with connections of its own. Throws the Problem `address-unusable`. */
export function createOnline(options: TogetherOptions): Online {
  const client = createTogether(options);
  return { session: chosenSession(client, Date.now), client: async () => client, close: () => client.close() };
}
