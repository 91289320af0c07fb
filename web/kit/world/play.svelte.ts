import { compileProgram } from '../../../scoring/run/compile.ts';
import {
  type Frame,
  type Run,
  describeRun,
  hasEnded,
  startRun,
  stepRun,
} from '../../../scoring/run/machine.ts';
import { type Outcome, readOutcome, runProgram } from '../../../scoring/run/outcome.ts';
import { describeScene, openScene } from '../../../scoring/run/scene.ts';
import type { Effect, RunState } from '../../../scoring/run/state.ts';
import type { Program } from '../../../scoring/wire/program.ts';
import type { Cell, Heading, World } from '../../../scoring/wire/world.ts';

/** Milliseconds a step is shown, from slow to fast. */
export const PACES = [1000, 500, 220, 70] as const;

/** What is drawn: world and memory as they lie now and how they came there. */
export interface Shown {
  state: RunState;
  /** Degrees clockwise from north, counted on past 360, so that a turn is never drawn the long way round. */
  turned: number;
  /** Cells sailed through in a grid, the first included. */
  trail: Cell[];
  /** The last step: 0 before the first one. */
  step: number;
  effect: Effect;
  block: string | undefined;
}

/** How a run ended, or where it was stopped. */
export type Ending = Outcome | { ended: 'stopped'; solved: false; steps: number };

/** Beyond this many steps the run is hurried, more and more, so that an endless program ends soon. */
const WATCHED = 80;
const LONGEST_TRAIL = 400;
const HEADINGS: readonly Heading[] = ['N', 'E', 'S', 'W'];

/**
 * Plays a program in a world, step by step: what is shown is the run itself, not a drawing of it.
 * `program` is asked at each start, `ended` hears of each ending.
 */
export class Play {
  mode = $state<'ready' | 'running' | 'halted' | 'ended'>('ready');
  shown = $state.raw<Shown>() as Shown;
  outcome = $state.raw<Outcome>();
  /** Index into PACES. */
  pace = $state(1);
  readonly #program: () => Program;
  readonly #ended: (ending: Ending) => void;
  #world: World;
  #run: Run | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(world: World, program: () => Program, ended: (ending: Ending) => void) {
    this.#world = world;
    this.#program = program;
    this.#ended = ended;
    this.shown = showStart(world);
  }

  /** Back to the beginning, of another world if one is given. */
  reset(world: World = this.#world): void {
    clearTimeout(this.#timer);
    this.#world = world;
    this.#run = undefined;
    this.mode = 'ready';
    this.outcome = undefined;
    this.shown = showStart(world);
  }

  /** From the beginning or from where it was halted, to the end. */
  run(): void {
    if (this.mode === 'ended') this.reset();
    if (!this.#open()) return;
    this.mode = 'running';
    this.#advance();
  }

  step(): void {
    clearTimeout(this.#timer);
    if (this.mode === 'ended') this.reset();
    const run = this.#open();
    if (!run) return;
    this.mode = 'halted';
    this.#take(run, 1);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.mode !== 'running') return;
    this.mode = 'halted';
    this.#ended({ ended: 'stopped', solved: false, steps: this.shown.step });
  }

  #open(): Run | undefined {
    if (this.#run) return this.#run;
    const program = this.#program();
    const compiled = compileProgram(program, this.#world.kind);
    if (!compiled.ok) {
      this.#end(runProgram(program, this.#world));
      return undefined;
    }
    this.#run = startRun(compiled.code, this.#world);
    if (!hasEnded(this.#run)) return this.#run;
    this.#end(readOutcome(this.#run));
    return undefined;
  }

  #advance(): void {
    const run = this.#run;
    if (!run || this.mode !== 'running') return;
    const late = run.steps - WATCHED;
    this.#take(run, Math.max(1, late / 5));
    if (hasEnded(run)) return;
    this.#timer = setTimeout(
      () => {
        this.#advance();
      },
      PACES[late < 0 ? this.pace : 3],
    );
  }

  #take(run: Run, steps: number): void {
    let { turned } = this.shown;
    let frame: Frame | undefined;
    const trail = [...this.shown.trail];
    for (let i = 0; i < steps && !hasEnded(run); i += 1) {
      frame = stepRun(run);
      turned += turnOf(frame.effect);
      if (frame.effect.action === 'moved') trail.push(frame.effect.to);
    }
    if (!frame) return;
    const { block, effect } = frame;
    const kept = trail.slice(-LONGEST_TRAIL);
    this.shown = { state: describeRun(run), turned, trail: kept, step: run.steps, effect, block };
    if (hasEnded(run)) this.#end(readOutcome(run));
  }

  #end(outcome: Outcome): void {
    this.mode = 'ended';
    this.outcome = outcome;
    const { state, block = this.shown.block } = outcome;
    this.shown = { ...this.shown, state, block };
    this.#ended(outcome);
  }
}

/** The world before the first step. */
export function showStart(world: World): Shown {
  return {
    state: {
      world: describeScene(openScene(world)),
      memory: world.given ?? { variables: {}, lists: {} },
    },
    turned: startTurn(world),
    trail: world.kind === 'grid' ? [world.ship.at] : [],
    step: 0,
    effect: { action: 'none' },
    block: undefined,
  };
}

function startTurn(world: World): number {
  if (world.kind === 'grid') return HEADINGS.indexOf(world.ship.heading) * 90;
  return world.kind === 'pen' ? world.boat.heading : 0;
}

/** Degrees by which a step turned the ship, clockwise positive; full turns are left out. */
export function turnOf(effect: Effect): number {
  if (effect.action === 'swung') return effect.by % 360;
  if (effect.action !== 'turned') return 0;
  const quarters = (HEADINGS.indexOf(effect.to) - HEADINGS.indexOf(effect.from) + 4) % 4;
  return quarters === 1 ? 90 : -90;
}
