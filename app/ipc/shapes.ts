import type * as v from 'valibot';
import type { contract } from './contract.ts';

declare const carried: unique symbol;

/** A call with a checked input and a typed reply. */
export interface Command<Input, Output> {
  readonly kind: 'command';
  readonly input: v.GenericSchema<unknown, Input>;
  readonly [carried]?: Output;
}

/** News from the app to every window. */
export interface Event<Value> {
  readonly kind: 'event';
  readonly [carried]?: Value;
}

/** Names the type of a reply; carries nothing at run time, since replies come from our own side. */
export interface Reply<Output> {
  readonly [carried]?: Output;
}

export const replies = <Output>(): Reply<Output> => ({});

export function command<Input, Output>(
  input: v.GenericSchema<unknown, Input>,
  _reply: Reply<Output>,
): Command<Input, Output> {
  return { kind: 'command', input };
}

export const event = <Value>(): Event<Value> => ({ kind: 'event' });

type Contract = typeof contract;

/** What the app must be able to do: one handler a command. A missing one does not compile. */
export type Handlers = {
  [Group in keyof Contract]: {
    [
      Name in keyof Contract[Group] as Contract[Group][Name] extends Command<infer _I, infer _O> ? Name : never
    ]: Contract[Group][Name] extends Command<infer Input, infer Output>
      ? (input: Input) => Output | Promise<Output>
      : never;
  };
};

/** Hears news until the returned function is called. */
export type Listen<Value> = (listener: (value: Value) => void) => () => void;

type EventNames<Group> = { [Name in keyof Group]: Group[Name] extends Event<infer _V> ? Name : never }[keyof Group];

/** Where the news come from: one source an event. A missing one does not compile. */
export type Sources = {
  [Group in keyof Contract as EventNames<Contract[Group]> extends never ? never : Group]: {
    [Name in EventNames<Contract[Group]>]: Contract[Group][Name] extends Event<infer Value> ? Listen<Value> : never;
  };
};

/** What a window sees: every command as an async function, every event as a `Listen`. */
export type Api = {
  [Group in keyof Contract]: {
    [Name in keyof Contract[Group]]: Contract[Group][Name] extends Command<infer Input, infer Output>
      ? undefined extends Input
        ? () => Promise<Output>
        : (input: Input) => Promise<Output>
      : Contract[Group][Name] extends Event<infer Value>
        ? Listen<Value>
        : never;
  };
};
