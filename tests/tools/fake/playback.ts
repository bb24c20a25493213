import type { PlayerState, SkipUnit, Spot } from '../../../app/model/player.ts';
import { type PlainProblem, Problem } from '../../../app/model/problem.ts';
import type { Project } from '../../../app/model/project.ts';
import { createNews } from '../../../app/studio/news.ts';

type Sentence = Spot & { at: number; seconds: number };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Playing with nothing to hear: the sentences pass at the pace of speech, or when a test says so. */
export class Playback {
  readonly news = createNews<PlayerState>();
  state: PlayerState = { phase: 'idle' };
  /** Makes the next start fail. */
  trouble: PlainProblem | null = null;
  #project: Project | null = null;
  #line: Sentence[] = [];
  #at = 0;
  #position = 0;
  #timer: NodeJS.Timeout | undefined;

  play(project: Project, block?: string, at = 0): void {
    this.#project = project;
    this.#line = spoken(project);
    const start =
      block === undefined ? 0 : this.#line.findIndex((sentence) => sentence.block === block && sentence.end > at);
    if (this.#line.length === 0 || start < 0) throw new Problem('nothing-to-narrate', 'no block is included');
    if (this.trouble) return this.fail(this.trouble);
    this.#go(start, 'loading');
    clearInterval(this.#timer);
    this.#timer = setTimeout(() => this.resume(), 500);
  }

  pause(): void {
    clearInterval(this.#timer);
    if (this.state.phase !== 'idle') this.#tell('paused');
  }

  resume(): void {
    clearInterval(this.#timer);
    this.#tell('playing');
    this.#timer = setInterval(() => this.#tick(0.2), 200);
  }

  /** Time stands still: it plays on and on at one place. */
  hold(): void {
    clearInterval(this.#timer);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#announce({ phase: 'idle' });
  }

  starve(): void {
    clearInterval(this.#timer);
    this.#tell('starving');
  }

  fail(problem: PlainProblem): void {
    clearInterval(this.#timer);
    this.#announce({ phase: 'failed', project: this.#project!.id, problem });
  }

  seek(seconds: number): void {
    const found = this.#line.findLastIndex((sentence) => sentence.at <= seconds);
    this.#go(Math.max(0, found), this.#phase());
  }

  skip(by: 1 | -1, unit: SkipUnit): void {
    const here = this.#line[this.#at]!.chapter;
    const next = this.#line.findIndex(({ chapter }, number) => number > this.#at && chapter !== here);
    const start = this.#line.findIndex(({ chapter }) => chapter === here);
    const to = unit === 'sentence' ? this.#at + by : by < 0 ? start : next;
    this.#go(Math.min(this.#line.length - 1, Math.max(0, to)), this.#phase());
  }

  #phase(): 'loading' | 'playing' | 'starving' | 'paused' {
    return this.state.phase === 'idle' || this.state.phase === 'failed' ? 'paused' : this.state.phase;
  }

  #tick(seconds: number): void {
    this.#position += seconds;
    const next = this.#line[this.#at + 1];
    if (next && this.#position >= next.at) this.#at += 1;
    else if (!next && this.#position >= this.#length()) return this.stop();
    this.#tell('playing');
  }

  #go(at: number, phase: 'loading' | 'playing' | 'starving' | 'paused'): void {
    this.#at = at;
    this.#position = this.#line[at]!.at;
    this.#tell(phase);
  }

  #length(): number {
    const last = this.#line.at(-1);
    return last ? last.at + last.seconds : 0;
  }

  #tell(phase: 'loading' | 'playing' | 'starving' | 'paused'): void {
    const { at: _at, seconds: _seconds, ...spot } = this.#line[this.#at]!;
    this.#announce({ phase, project: this.#project!.id, spot, position: this.#position, length: this.#length() });
  }

  #announce(state: PlayerState): void {
    this.state = state;
    this.news.tell(state);
  }
}

function spoken({ script }: Project): Sentence[] {
  let at = 0;
  const line: Sentence[] = [];
  for (const chapter of script.chapters.filter((one) => one.included)) {
    for (const block of chapter.blocks) {
      for (const { segment, index } of sentences.segment(block.text)) {
        const seconds = segment.length / 16.5;
        const end = index + segment.trimEnd().length;
        line.push({ chapter: chapter.id, block: block.id, segment: `${block.id}/0`, start: index, end, at, seconds });
        at += seconds;
      }
    }
  }
  return line;
}
