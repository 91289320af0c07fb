import { compileProgram } from '../../scoring/run/compile.ts';
import { describeRun, hasEnded, startRun, stepRun } from '../../scoring/run/machine.ts';
import type { Sketch } from '../../scoring/run/sketch.ts';
import type { Effect, RunState } from '../../scoring/run/state.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { World } from '../../scoring/wire/world.ts';

/**
 * What `program` did in `world`, written out as plain commands without loop, decision or memory:
 * what a pupil would build who only copies the way. Undefined where it cannot be run.
 */
export function unrollRun(program: Program, world: World): Sketch[] | undefined {
  const compiled = compileProgram(program, world.kind);
  if (!compiled.ok) return undefined;
  const run = startRun(compiled.code, world);
  const commands: Sketch[] = [];
  let before = describeRun(run);
  while (!hasEnded(run)) {
    const { effect } = stepRun(run);
    const after = describeRun(run);
    commands.push(...commandsOf(effect, before, after));
    before = after;
  }
  return [...commands, ...memoryCommands(before, world)];
}

function commandsOf(effect: Effect, before: RunState, after: RunState): Sketch[] {
  switch (effect.action) {
    case 'moved':
      return ['move'];
    case 'turned':
      return [isRightTurn(effect.from, effect.to) ? 'turn_right' : 'turn_left'];
    case 'collected':
      return ['collect'];
    case 'dropped':
      return ['drop'];
    case 'sailed':
      return [['forward', stepsOf(effect, before)]];
    case 'swung':
      return [effect.by < 0 ? ['left_by', -effect.by] : ['right_by', effect.by]];
    case 'pen':
      return [effect.down ? 'pen_down' : 'pen_up'];
    case 'shifted':
      return [effect.to > effect.from ? 'crane_right' : 'crane_left'];
    case 'took':
      return ['take'];
    case 'put':
      return ['put'];
    case 'lamp':
      return [effect.lit ? 'lamp_on' : 'lamp_off'];
    case 'waited':
      return [['wait', effect.ticks]];
    case 'flashed':
      return [effect.long ? 'flash_long' : 'flash_short'];
    case 'heard':
      return idleTicks(before, after);
    default:
      return [];
  }
}

function isRightTurn(from: string, to: string): boolean {
  const compass = 'NESW';
  return (compass.indexOf(from) + 1) % 4 === compass.indexOf(to);
}

/** Whole squares, negative where the boat went backwards. */
function stepsOf(effect: Extract<Effect, { action: 'sailed' }>, { world }: RunState): number {
  const [dx, dy] = [effect.to[0] - effect.from[0], effect.to[1] - effect.from[1]];
  const heading = world.kind === 'pen' ? (world.heading * Math.PI) / 180 : 0;
  const ahead = dx * Math.sin(heading) - dy * Math.cos(heading) >= 0;
  return Math.round(Math.hypot(dx, dy) / 1000) * (ahead ? 1 : -1);
}

/** Time that ran by itself until an event. */
function idleTicks({ world: before }: RunState, { world: after }: RunState): Sketch[] {
  if (before.kind !== 'beacon' || after.kind !== 'beacon') return [];
  const ticks = after.clock - before.clock;
  return ticks > 0 ? [['wait', ticks]] : [];
}

/** What a goal asks of variables and lists, set to what the run left there. */
function memoryCommands({ memory }: RunState, { goal, given }: World): Sketch[] {
  const variables = Object.keys(goal.variables ?? {});
  const lists = Object.keys(goal.lists ?? {});
  return [
    ...variables.map((name): Sketch => ['set', name, memory.variables[name] ?? 0]),
    ...lists.flatMap((name): Sketch[] => [
      ...(given?.lists[name] ?? []).map((): Sketch => ['list_remove', name, 1]),
      ...(memory.lists[name] ?? []).map((value): Sketch => ['list_add', name, value]),
    ]),
  ];
}
