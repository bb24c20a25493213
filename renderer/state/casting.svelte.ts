import type { CastMember, Voice } from '../../app/model/script.ts';
import type { OpenProject } from './project.svelte.ts';

/** Who gets the voice that is chosen: the narrator, somebody of the cast, or the marked paragraphs by themselves. */
type Target = { kind: 'narrator' } | { kind: 'member'; id: string } | { kind: 'marked' };

/** Who speaks what: the person's hand on the cast, and where in the script it lies. */
export class Casting {
  #target = $state.raw<Target>({ kind: 'narrator' });
  /** The paragraphs that are marked, in order. */
  marked = $state.raw<readonly string[]>([]);
  /** The paragraph where the person is. */
  here = $state.raw<string | null>(null);
  /** Which of the panels beside the script is open. */
  panel = $state<'voices' | 'cast' | 'takes'>('voices');
  readonly #project: OpenProject;

  constructor(project: OpenProject) {
    this.#project = project;
  }

  /** What was chosen, or the narrator where that is there no more. */
  get target(): Target {
    const target = this.#target;
    if (target.kind === 'member' && !this.member(target.id)) return { kind: 'narrator' };
    return target.kind === 'marked' && this.marked.length === 0 ? { kind: 'narrator' } : target;
  }

  /** The voice that the target has; null where the marked paragraphs differ. */
  get voice(): Voice | null {
    const { target } = this;
    if (target.kind === 'narrator') return this.#project.voice;
    if (target.kind === 'member') return this.member(target.id)?.voice ?? null;
    const [first, ...others] = this.marked.map((id) => this.voiceOf(id));
    return first && others.every((other) => sameVoice(other, first)) ? first : null;
  }

  member(id: string): CastMember | undefined {
    return this.#project.cast.find((member) => member.id === id);
  }

  /** Who is heard in a paragraph. */
  voiceOf(block: string): Voice | null {
    const { voice, speaker } = this.#project.block(block) ?? { voice: null, speaker: null };
    return voice ?? (speaker === null ? undefined : this.member(speaker)?.voice) ?? this.#project.voice;
  }

  /** Opens the voices for somebody. */
  choose(target: Target): void {
    this.#target = target;
    this.panel = 'voices';
  }

  /** Gives the target a voice. Tells whether it was done. */
  give(voice: Voice): Promise<boolean> {
    const { target } = this;
    if (target.kind === 'narrator') return this.#project.edit({ type: 'narrator', voice });
    if (target.kind === 'marked') return this.mark({ voice });
    const { id, name } = this.member(target.id)!;
    return this.#project.edit({ type: 'cast-member', member: { id, name, voice } });
  }

  /** Somebody new, with the narrator's voice until they get one of their own. */
  add(name: string): Promise<boolean> {
    const { voice } = this.#project;
    if (!voice) return Promise.resolve(false);
    return this.#project.edit({ type: 'cast-member', member: { id: crypto.randomUUID(), name, voice } });
  }

  rename({ id, voice }: CastMember, name: string): Promise<boolean> {
    return this.#project.edit({ type: 'cast-member', member: { id, name, voice } });
  }

  dismiss({ id }: CastMember): Promise<boolean> {
    return this.#project.edit({ type: 'dismiss-member', member: id });
  }

  /** The marked paragraphs get a speaker, or a voice of their own. */
  mark(marks: { speaker: string | null } | { voice: Voice | null }): Promise<boolean> {
    return this.#project.edit({ type: 'mark-blocks', blocks: [...this.marked], marks });
  }
}

const sameVoice = (one: Voice | null, other: Voice | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.model === other.model &&
    one.voice === other.voice &&
    one.language === other.language);
