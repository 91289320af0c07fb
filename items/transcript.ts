import { maxCredit } from '../scoring/mark/credit.ts';
import { markResponse } from '../scoring/mark/mark.ts';
import { compileProgram } from '../scoring/run/compile.ts';
import { ENGINE_VERSION } from '../scoring/run/engine.ts';
import { type Frame, hasEnded, startRun, stepRun } from '../scoring/run/machine.ts';
import { type Outcome, runProgram } from '../scoring/run/outcome.ts';
import type { Diagnosis } from '../scoring/wire/diagnosis.ts';
import type { Item } from '../scoring/wire/item.ts';
import type { Key } from '../scoring/wire/key.ts';
import type { Program } from '../scoring/wire/program.ts';
import type { Response } from '../scoring/wire/response.ts';
import type { World } from '../scoring/wire/world.ts';

/** A run in one world, its members always in this order. */
type Told = { world: string } & Outcome;

/** What a response to an item does and earns. */
export interface ItemTranscript {
  item: string;
  version: number;
  engine: string;
  runs: Told[];
  credit: number;
  max: number;
  diagnosis: Diagnosis[];
}

/** What a program does in a world, step by step. */
export type WorldTranscript = { engine: string } & Told & {
    frames: Pick<Frame, 'block' | 'effect'>[];
  };

/** Runs a response on every world of an item, hidden ones too, and marks it. */
export function transcribeItem(item: Item, key: Key, response: Response): ItemTranscript {
  const { credit, diagnosis } = markResponse({ item, key, response });
  return {
    item: item.id,
    version: item.version,
    engine: ENGINE_VERSION,
    runs: response.kind === 'program' ? listRuns(item, key, response.program) : [],
    credit,
    max: maxCredit(key),
    diagnosis,
  };
}

function listRuns(item: Item, key: Key, program: Program): Told[] {
  const visible = 'worlds' in item ? item.worlds : [];
  const hidden = key.by === 'running' ? key.hidden : [];
  return [
    ...visible.map((world, at) => tell(`visible ${at + 1}`, program, world)),
    ...hidden.map((world, at) => tell(`hidden ${at + 1}`, program, world)),
  ];
}

/** Runs a program on one world. */
export function transcribeWorld(program: Program, world: World): WorldTranscript {
  return {
    engine: ENGINE_VERSION,
    ...tell(world.kind, program, world),
    frames: listFrames(program, world),
  };
}

function tell(name: string, program: Program, world: World): Told {
  const { ended, reason, block, steps, commands, solved, goals, state, trace } = runProgram(
    program,
    world,
  );
  return {
    world: name,
    ended,
    ...(reason !== undefined && { reason }),
    ...(block !== undefined && { block }),
    steps,
    commands,
    solved,
    goals,
    state,
    trace,
  };
}

function listFrames(program: Program, world: World): WorldTranscript['frames'] {
  const compiled = compileProgram(program, world.kind);
  if (!compiled.ok) return [];
  const run = startRun(compiled.code, world);
  const frames: WorldTranscript['frames'] = [];
  while (!hasEnded(run)) {
    const { block, effect } = stepRun(run);
    frames.push({ block, effect });
  }
  return frames;
}
