import * as v from 'valibot';
import { plainProblem, Problem } from '../model/problem.ts';
import { contract } from './contract.ts';
import type { Handlers, Sources } from './shapes.ts';
import { requestShape, type Wire } from './wire.ts';

type Entry = { kind: 'command'; input: v.GenericSchema } | { kind: 'event' };
type Handler = (input: unknown) => unknown;
type Source = (listener: (value: unknown) => void) => () => void;

/**
 * Answers one window: checks each request against the contract, runs its handler, and passes all news on.
 * A message that is no request at all is dropped; a wrong name or input is answered with a problem.
 * Returns a function that ends the service; the wire's own end does the same.
 */
export function serve(handlers: Handlers, sources: Sources, wire: Wire): () => void {
  const ends: (() => void)[] = [];
  for (const [group, name, entry] of entries()) {
    if (entry.kind !== 'event') continue;
    const source = member<Source>(sources, group, name);
    ends.push(source((value) => wire.send({ event: `${group}.${name}`, value })));
  }
  ends.push(
    wire.receive((message) => {
      const request = v.safeParse(requestShape, message);
      if (request.success) void answer(handlers, request.output, wire);
    }),
  );
  const end = () => ends.splice(0).forEach((stop) => stop());
  wire.closed(end);
  return end;
}

async function answer(handlers: Handlers, request: v.InferOutput<typeof requestShape>, wire: Wire): Promise<void> {
  try {
    const { handler, input } = checked(handlers, request.call, request.input);
    wire.send({ id: request.id, value: await handler(input) });
  } catch (thrown) {
    wire.send({ id: request.id, problem: plainProblem(thrown) });
  }
}

function checked(handlers: Handlers, call: string, input: unknown): { handler: Handler; input: unknown } {
  const known = commands.get(call);
  if (!known) throw new Problem('call-unknown', 'no such command in the contract');
  const shaped = v.safeParse(known.input, input);
  if (!shaped.success) {
    const at = v.getDotPath(shaped.issues[0]) ?? 'input';
    throw new Problem('call-malformed', `${call}: ${at} is not of the contract's shape`);
  }
  return { handler: member<Handler>(handlers, known.group, known.name), input: shaped.output };
}

function* entries(): Generator<[string, string, Entry]> {
  for (const [group, members] of Object.entries(contract)) {
    for (const [name, entry] of Object.entries(members)) yield [group, name, entry as Entry];
  }
}

/** A Map, so that `constructor` or `__proto__` on the wire finds nothing. */
const commands = new Map<string, { group: string; name: string; input: v.GenericSchema }>(
  [...entries()].flatMap(([group, name, entry]) =>
    entry.kind === 'command' ? [[`${group}.${name}`, { group, name, input: entry.input }] as const] : [],
  ),
);

/** The contract's own names, so the mapped types above guarantee the member. */
function member<Member>(table: object, group: string, name: string): Member {
  return (table as Record<string, Record<string, Member>>)[group]![name]!;
}
