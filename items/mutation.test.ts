import { expect, test } from 'vitest';
import { countBlocks } from '../scoring/run/shape.ts';
import type { Item } from '../scoring/wire/item.ts';
import type { Checker, Key } from '../scoring/wire/key.ts';
import type { Response } from '../scoring/wire/response.ts';
import type { Cell, World } from '../scoring/wire/world.ts';
import { type Entry, getEntry, listPlaces } from './bank.ts';
import { checkItem } from './check.ts';
import { strandOf } from './strand.ts';
import { makeTemplate } from './template/template.ts';

/** One way to spoil an entry, by name. It changes a copy. */
type Mutation = [name: string, spoil: (copy: Entry) => void];

/** One item of the bank for each type, world and rule of marking, and templates of all rules. */
const subjects: Entry[] = [
  ...new Map(
    listPlaces().map(({ id }) => {
      const entry = getEntry(id);
      return [kindOf(entry), entry] as const;
    }),
  ).values(),
  ...(['grid', 'pen', 'crane', 'beacon'] as const).map((world) => fresh('program', world)),
  ...(['trace', 'choice', 'multi', 'order', 'match', 'number', 'grid'] as const).map((type) =>
    fresh(type, 'crane'),
  ),
];

test('every kind of key and of rule is among the subjects', () => {
  const kinds = subjects.map(({ key }) => (key.by === 'checker' ? key.checker.check : key.by));
  expect(kinds).toEqual(
    expect.arrayContaining(['running', 'answer', 'options', 'before', 'pairs', 'values', 'cells']),
  );
});

test.each(subjects)(
  'a mutation of $item.id ($item.type) is noticed',
  (subject) => {
    const unnoticed = listMutations(subject).filter(([, spoil]) => {
      const copy = structuredClone(subject);
      spoil(copy);
      return checkItem(copy).faults.length === 0;
    });
    expect(unnoticed.map(([name]) => name)).toEqual([]);
  },
  60_000,
);

function kindOf({ item, key }: Entry): string {
  const world = 'worlds' in item ? item.worlds[0] : item.world;
  const isGeneral = key.by === 'running' && key.hidden.length > 0;
  const rule = key.by === 'checker' ? key.checker.check : key.by;
  return [item.type, world?.kind, rule, isGeneral].join();
}

function fresh(type: Item['type'], world: World['kind']): Entry {
  const id = `new-${type}`;
  const { item, key } = makeTemplate({ id, type, world });
  return { strand: strandOf(type), folder: id, path: 'items/bank/new', item, key, pictures: {} };
}

function listMutations({ item, key }: Entry): Mutation[] {
  const own =
    key.by === 'running'
      ? runningMutations(item, key)
      : key.by === 'answer'
        ? answerMutations(item)
        : checkerMutations(key.checker);
  const hasRungs = key.by !== 'answer' && key.levels.length > 1;
  return [...specimenMutations(key), ...own, ...(hasRungs ? [SWAPPED] : [])];
}

const SWAPPED: Mutation = [
  'two levels swapped',
  ({ key }) => {
    if (key.by !== 'answer') key.levels.reverse();
  },
];

function specimenMutations(key: Key): Mutation[] {
  const all = (of: Key) => [...of.solutions, ...of.wrong];
  return [
    ...all(key).flatMap(({ name }, at): Mutation[] => [
      [`"${name}" with more credit`, ({ key: copy }) => (getAt(all(copy), at).credit += 1)],
      // Of an answer that is not run, the key itself says what it shows.
      ...(key.by === 'running'
        ? [
            [
              `"${name}" with another diagnosis`,
              ({ key: copy }) => getAt(all(copy), at).diagnosis.push('endless', 'exclusive-or'),
            ] satisfies Mutation,
          ]
        : []),
    ]),
    ['the solution taken for a wrong answer', swapSpecimens],
    ['solved above the top', ({ key: copy }) => (copy.solved = 4)],
  ];
}

function swapSpecimens({ key }: Entry): void {
  const [solution, wrong] = [getAt(key.solutions, 0), getAt(key.wrong, 0)];
  [solution.response, wrong.response] = [wrong.response, solution.response];
}

function runningMutations(item: Item, key: Extract<Key, { by: 'running' }>): Mutation[] {
  const change = (spoil: (copy: typeof key, item: Extract<Item, { worlds: unknown }>) => void) => {
    return ({ key: copy, item: shown }: Entry) => {
      if (copy.by === 'running' && 'worlds' in shown) spoil(copy, shown);
    };
  };
  const visible = 'worlds' in item ? item.worlds : [];
  const isLooked = JSON.stringify(key.solutions).includes('at_lighthouse');
  return [
    ...key.hidden.map((_, at): Mutation => [
      `without hidden world ${at + 1}`,
      change(({ hidden }) => hidden.splice(at, 1)),
    ]),
    ...key.hidden.map((_, at): Mutation => [
      `another goal in hidden world ${at + 1}`,
      change(({ hidden }) => {
        moveGoal(getAt(hidden, at), isLooked);
      }),
    ]),
    ...visible.map((_, at): Mutation => [
      `another goal in visible world ${at + 1}`,
      change((_key, { worlds }) => {
        moveGoal(getAt(worlds, at), isLooked);
      }),
    ]),
    ['a lower minimum', change((copy) => (copy.minimumBlocks -= 1))],
    ['a higher minimum', change((copy) => (copy.minimumBlocks += 1))],
    ['a top level for the visible worlds only', change((copy) => delete topOf(copy).when.visible)],
    ['a level more', change(({ levels }) => levels.push({ ...getAt(levels, 0), credit: 3 }))],
    [
      'the shortest solution without a block',
      change((copy) => {
        loseBlock(shortest(copy));
      }),
    ],
  ];
}

/** Longer solutions may hold a block that could be spared. */
function shortest({ solutions, minimumBlocks }: Extract<Key, { by: 'running' }>): Response {
  const found = solutions.find(
    ({ response }) =>
      response.kind === 'program' && countBlocks(response.program) === minimumBlocks,
  );
  return getAt(found ? [found] : [], 0).response;
}

function topOf({ levels }: Extract<Key, { by: 'running' }>) {
  return getAt(levels, levels.length - 1);
}

function answerMutations(item: Item): Mutation[] {
  const change = (spoil: (copy: Extract<Key, { by: 'answer' }>) => void) => {
    return ({ key: copy }: Entry) => {
      if (copy.by === 'answer') spoil(copy);
    };
  };
  return [
    [
      'the answer flipped',
      change(({ answers, wrong }) => (getAt(answers, 0).response = getAt(wrong, 0).response)),
    ],
    ['a credit raised', change(({ answers }) => (getAt(answers, 0).credit += 1))],
    [
      'a wrong answer counted too',
      change(({ answers, wrong }) =>
        answers.push({ response: getAt(wrong, 0).response, credit: 1 }),
      ),
    ],
    ...(item.type === 'trace' ? [BEGUN_OTHERWISE] : []),
  ];
}

function checkerMutations(checker: Checker): Mutation[] {
  const change = (spoil: (copy: Extract<Key, { by: 'checker' }>) => void) => {
    return ({ key: copy }: Entry) => {
      if (copy.by === 'checker') spoil(copy);
    };
  };
  return [
    [
      'a wrong part allowed',
      change(({ levels }) => (getAt(levels, levels.length - 1).wrongAtMost = 1)),
    ],
    [
      'a part fewer asked',
      change(({ levels }) => (getAt(levels, levels.length - 1).rightAtLeast = 1)),
    ],
    [
      `the rule changed (${checker.check})`,
      change((copy) => (copy.checker = flipped(copy.checker))),
    ],
  ];
}

/** The same rule with one part of it another one. */
function flipped(checker: Checker): Checker {
  switch (checker.check) {
    case 'options':
      return { ...checker, right: checker.right.slice(1) };
    case 'cells':
      return { ...checker, right: checker.right.slice(1) };
    case 'edges':
      return { ...checker, right: checker.right.slice(1) };
    case 'before':
      return {
        ...checker,
        pairs: checker.pairs.map(([a, b], at): [string, string] => (at === 0 ? [b, a] : [a, b])),
      };
    case 'pairs': {
      const [left = '', ...others] = Object.keys(checker.right);
      return {
        ...checker,
        right: { ...checker.right, [left]: checker.right[others[0] ?? ''] ?? [] },
      };
    }
    case 'values':
      return {
        ...checker,
        right: checker.right.map(([least, most]): [number, number] => [least + 1, most + 1]),
      };
    case 'net':
      return { ...checker, most: checker.most - 1 };
  }
}

const EXTRA_STROKE: [number, number][] = [
  [0, 0],
  [1000, 1000],
];

/** Every goal that a world names, asked otherwise. */
function moveGoal(world: World, isLooked: boolean): void {
  const { goal } = world;
  for (const [name, value] of Object.entries(goal.variables ?? {})) {
    if (goal.variables) goal.variables[name] = value + 1;
  }
  for (const list of Object.values(goal.lists ?? {})) list.push(7);
  if (world.kind === 'crane') world.goal.stacks?.forEach((stack) => stack?.push('y9'));
  if (world.kind === 'beacon' && world.goal.strip !== undefined) {
    world.goal.strip = world.goal.strip.replace('*', '.');
  }
  if (world.kind === 'pen') {
    world.goal.drawing?.push(EXTRA_STROKE);
    if (world.goal.at) world.goal.at = [0, 0];
  }
  if (world.kind === 'grid') moveGridGoal(world, isLooked);
}

/**
 * Somewhere else by one square where nothing but moves and turns leads there; a lighthouse that is
 * looked for may stand elsewhere as well, so there a piece of flotsam must lie on every square.
 */
function moveGridGoal({ goal, ship, cells }: Extract<World, { kind: 'grid' }>, isLooked: boolean) {
  const water = cells.flatMap((row, y) =>
    row.split('').flatMap((cell, x): Cell[] => (cell === '.' ? [[x, y]] : [])),
  );
  const elsewhere = water.findLast((cell) => String(cell) !== String(goal.at ?? ship.at));
  if (goal.at && elsewhere && !isLooked) goal.at = elsewhere;
  else goal.delivered = water;
}

const BEGUN_OTHERWISE: Mutation = [
  'another beginning of the world',
  ({ item }) => {
    turnStart(item);
  },
];

function turnStart(item: Item): void {
  if (item.type !== 'trace') return;
  const { world } = item;
  if (world.kind === 'grid') world.ship.heading = world.ship.heading === 'W' ? 'E' : 'W';
  if (world.kind === 'crane') world.stacks = world.stacks.map((stack) => [...stack, 'y9']);
}

/** The last block of the first script that has any, with all that it holds. */
function loseBlock(response: Response): void {
  if (response.kind !== 'program') return;
  let block = response.program.blocks.find(({ next }) => next?.block);
  while (block?.next?.block?.next?.block) block = block.next.block;
  if (block) delete block.next;
}

function getAt<Member>(list: Member[], index: number): Member {
  const member = list[index];
  if (member === undefined) throw new Error(`nothing at ${index}`);
  return member;
}
