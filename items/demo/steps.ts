import { runProgram } from '../../scoring/run/outcome.ts';
import type { BlockItem, Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Drawn } from './answer.ts';
import type { Chance } from './chance.ts';
import { listDrafts } from './draft.ts';
import type { Happening } from './pen.ts';
import { drawTime } from './tempo.ts';

/** Something that a pupil does on an item, `after` so many ms. */
export interface Step {
  after: number;
  happenings: Happening[];
  /** The page was loaded again in between. */
  reloads: boolean;
}

/** All that a pupil does between opening an item and leaving it with `answer` on the desk. */
export function listSteps(
  chance: Chance,
  { item, key, answer, pace }: { item: Item; key: Key; answer: Drawn; pace: number },
): Step[] {
  const { response } = answer;
  const events =
    response?.kind === 'program' && 'start' in item
      ? buildProgram(chance, item, key, response.program)
      : pickAnswer(chance, item, key, response);
  const all = [...events, ...listAsides(chance, item)];
  return spreadOver(chance, all, drawTime(chance, key, pace));
}

/** First thought takes a third; the rest is spread over what is done. */
function spreadOver(chance: Chance, groups: Happening[][], total: number): Step[] {
  const weights = groups.map(() => 0.3 + chance.uniform());
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const steps = groups.map((happenings, at) => {
    const share = (weights[at] ?? 0) / sum;
    return { after: total * (0.67 * share + (at === 0 ? 0.33 : 0)), happenings, reloads: false };
  });
  const reloaded = chance.hit(0.006) ? chance.whole(0, steps.length) : -1;
  const reload = { after: 4_000 + chance.uniform() * 20_000, happenings: [], reloads: true };
  return steps.flatMap((step, at) => (at === reloaded ? [reload, step] : [step]));
}

function edit(item: Item, response: Response, reason: 'edit' | 'undo' = 'edit'): Happening {
  return { type: 'answer', item: item.id, response, reason };
}

function pickAnswer(
  chance: Chance,
  item: Item,
  key: Key,
  response: Response | undefined,
): Happening[][] {
  if (response === undefined) return [[]];
  const first = chance.pick(key.wrong).response;
  const wavers = chance.hit(0.25) && first.kind === response.kind;
  return [...(wavers ? [[edit(item, first)]] : []), [edit(item, response)]];
}

/** Block after block; runs at the end and after a first try, which some put right and some do not. */
function buildProgram(chance: Chance, item: BlockItem, key: Key, target: Program): Happening[][] {
  const drafts = listDrafts(item, target);
  const detour = chance.hit(0.35) ? chance.pick(key.wrong).response : undefined;
  const groups: Happening[][] = [];
  const lay = (program: Program) => groups.push([edit(item, { kind: 'program', program })]);
  if (detour?.kind === 'program') {
    listDrafts(item, detour.program).forEach(lay);
    groups.push(...listRuns(chance, item, detour.program));
    drafts.slice(Math.floor(drafts.length / 2)).forEach(lay);
  } else {
    drafts.forEach(lay);
  }
  const before = drafts.at(-2);
  if (before && chance.hit(0.08)) {
    groups.push([edit(item, { kind: 'program', program: before }, 'undo')]);
    lay(target);
  }
  if (chance.hit(0.92)) groups.push(...listRuns(chance, item, target));
  return groups;
}

function listRuns(chance: Chance, item: BlockItem, program: Program): Happening[][] {
  return item.worlds.flatMap((world, at) => {
    const { ended, solved, steps } = runProgram(program, world);
    const run: Happening = { type: 'run', item: item.id, world: at, ended, solved, steps };
    return chance.hit(0.2) ? [[run], [run]] : [[run]];
  });
}

/** What happens beside the answer: a flag, a raised hand, a look elsewhere. */
function listAsides(chance: Chance, item: Item): Happening[][] {
  const asides: Happening[][] = [];
  if (chance.hit(0.04)) asides.push([{ type: 'flag', item: item.id, on: true }]);
  if (chance.hit(0.012)) asides.push([{ type: 'help', on: true }], [{ type: 'help', on: false }]);
  if (chance.hit(0.025)) asides.push([{ type: 'blur' }], [{ type: 'focus' }]);
  return asides;
}
