import type { Api } from '../../app/ipc/shapes.ts';
import type { FoundSpeech } from '../../app/model/dialogue.ts';
import type { CastBlock, WindowEdit } from '../../app/model/edit.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { CastMember, Voice } from '../../app/model/script.ts';

/** A speech that was found, and what is to become of it. */
export interface SpeechLine {
  readonly speech: FoundSpeech;
  /** Who is to speak it: a name; null for nobody yet. */
  readonly who: string | null;
  readonly ticked: boolean;
}

/** Somebody who was found to speak. */
interface FoundSpeaker {
  name: string;
  /** Null for one who is new to the cast. */
  member: CastMember | null;
  voice: Voice;
  /** Speeches that they are to have. */
  lines: number;
}

/** What is sure enough to be ticked from the start. */
const SURE = new Set<FoundSpeech['reason']>(['tag', 'goes-on']);

/** Speeches that were found in the script, for a person to look through before anybody gets them. */
export class Dialogue {
  #lines = $state.raw<readonly SpeechLine[]>([]);
  #phase = $state.raw<'finding' | 'ready' | 'failed'>('finding');
  #problem = $state.raw<PlainProblem | null>(null);
  /** Voices that were chosen for new speakers, by name. */
  #voices = $state.raw<Readonly<Record<string, Voice>>>({});
  readonly #cast: () => readonly CastMember[];
  readonly #voiceFor: (number: number) => Voice;

  /** `voiceFor` tells a voice for the n-th new speaker. */
  constructor(cast: () => readonly CastMember[], voiceFor: (number: number) => Voice) {
    this.#cast = cast;
    this.#voiceFor = voiceFor;
  }

  get phase(): 'finding' | 'ready' | 'failed' {
    return this.#phase;
  }

  get problem(): PlainProblem | null {
    return this.#problem;
  }

  get lines(): readonly SpeechLine[] {
    return this.#lines;
  }

  /** Those that are ticked and have somebody. */
  readonly chosen = $derived.by(() => this.#lines.filter(({ ticked, who }) => ticked && who !== null));

  /** Whoever speaks, the most talkative first. */
  readonly speakers: readonly FoundSpeaker[] = $derived.by(() => {
    const counts = Map.groupBy(this.#lines, ({ who }) => who);
    const names = [...counts.keys()].filter((name) => name !== null);
    const all = names.map((name) => ({ name, member: this.#member(name), lines: counts.get(name)!.length }));
    const fresh = all.filter(({ member }) => member === null).map(({ name }) => name);
    return all
      .map((each) => ({
        ...each,
        voice: each.member?.voice ?? this.#voices[each.name] ?? this.#voiceFor(fresh.indexOf(each.name)),
      }))
      .toSorted((one, other) => other.lines - one.lines);
  });

  async find(api: Api['script'], project: string, blocks: readonly string[]): Promise<void> {
    this.#phase = 'finding';
    try {
      const found = await api.dialogue({ project, ...(blocks.length > 0 && { blocks: [...blocks] }) });
      this.#lines = found.map((speech) => ({ speech, who: speech.name, ticked: SURE.has(speech.reason) }));
      this.#phase = 'ready';
    } catch (thrown) {
      this.#problem = plainProblem(thrown);
      this.#phase = 'failed';
    }
  }

  tick(lines: readonly SpeechLine[], ticked: boolean): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- of this call alone
    const wanted = new Set(lines);
    this.#lines = this.#lines.map((line) => (wanted.has(line) && line.who !== null ? { ...line, ticked } : line));
  }

  /** Somebody else says it; who was chosen by hand is sure. */
  assign(line: SpeechLine, who: string | null): void {
    this.#lines = this.#lines.map((each) => (each === line ? { ...each, who, ticked: who !== null } : each));
  }

  setVoice(name: string, voice: Voice): void {
    this.#voices = { ...this.#voices, [name]: voice };
  }

  /** The one step that gives them all what is ticked; `newId` gives ids to whoever is new. Null for nothing. */
  edit(newId: () => string): WindowEdit | null {
    if (this.chosen.length === 0) return null;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- of this call alone
    const named = new Set(this.chosen.map(({ who }) => who));
    const speakers = this.speakers.filter(({ name }) => named.has(name));
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- of this call alone
    const ids = new Map(speakers.map(({ name, member }) => [name, member?.id ?? newId()]));
    const members = speakers
      .filter(({ member }) => member === null)
      .map(({ name, voice }) => ({ id: ids.get(name)!, name, voice }));
    const blocks = [...Map.groupBy(this.chosen, ({ speech }) => speech.block)].map(([block, lines]): CastBlock => ({
      block,
      parts: lines.map(({ speech: { start, end }, who }) => ({ start, end, speaker: ids.get(who!)! })),
    }));
    return { type: 'cast-parts', members, blocks };
  }

  #member(name: string): CastMember | null {
    return this.#cast().find((member) => member.name.toLowerCase() === name.toLowerCase()) ?? null;
  }
}
