import type { Sketch, SketchPart, SketchScript } from '../../scoring/run/sketch.ts';
import type { World, WorldKind } from '../../scoring/wire/world.ts';

/** A program as `sketchProgram` takes it, and a world that it can run in without failing. */
export interface Written {
  readonly body: readonly Sketch[];
  readonly scripts: readonly SketchScript[];
  readonly world: World;
}

const WORLDS: Record<WorldKind, World> = {
  grid: {
    kind: 'grid',
    cells: ['........', '..#.....', '.....o..', '........', '.#......', '........'],
    ship: { at: [3, 3], heading: 'E' },
    flotsam: [
      [5, 3],
      [5, 3],
      [1, 0],
      [7, 5],
    ],
    goal: { collected: 'all' },
  },
  pen: {
    kind: 'pen',
    width: 16,
    height: 12,
    boat: { at: [8000, 6000], heading: 0 },
    goal: { at: [8000, 6000] },
  },
  crane: {
    kind: 'crane',
    height: 4,
    stacks: [['r5', 'b2'], ['y1'], [], ['b9', 'r3', 'y4']],
    crane: 0,
    goal: { stacks: [[], null, null, null] },
  },
  beacon: {
    kind: 'beacon',
    night: 200,
    fog: '..ff..f...ffff',
    ship: '.*.*',
    events: [
      { at: 5, name: 'e' },
      { at: 30, name: 'o' },
    ],
    goal: { strip: '..*' },
  },
};
const KINDS = Object.keys(WORLDS) as WorldKind[];

/** Chance that is the same every time. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
    return least + ((this.#state >>> 8) % (most - least + 1));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.between(0, choices.length - 1)] ?? choices[0];
  }
}

const variable = (name: string): Sketch => ['variable', name];
const LENGTH: Sketch = ['list_length', 'l'];
const arithmetic = (op: string, a: SketchPart, b: SketchPart): Sketch => ['arithmetic', op, a, b];
const compare = (op: string, a: SketchPart, b: SketchPart): Sketch => ['compare', op, a, b];
const item = (index: SketchPart): Sketch => ['list_item', 'l', index];
const next = (name: string) => arithmetic('ADD', variable(name), 1);

/** Programs of all four worlds in turn, of every kind of block, none like another: some 70 blocks each. */
export function writePrograms(count: number): Written[] {
  return Array.from({ length: count }, (_, index) => {
    const dice = new Dice(index * 7919 + 1);
    const kind = kindOf(index);
    return write(dice, kind, paragraphs(dice, kind, dice.between(2, 4)));
  });
}

/** The same of a pupil's size, some 40 blocks each, which take as many steps. */
export function writeShortPrograms(count: number): Written[] {
  return Array.from({ length: count }, (_, index) => {
    const dice = new Dice(index * 7919 + 1);
    const kind = kindOf(index);
    const parts = paragraphs(dice, kind, dice.between(1, 2));
    return write(dice, kind, [['repeat', dice.between(2, 3), parts]]);
  });
}

function kindOf(index: number): WorldKind {
  return KINDS[index % KINDS.length] ?? 'grid';
}

function paragraphs(dice: Dice, kind: WorldKind, count: number): Sketch[] {
  return Array.from({ length: count }, () => paragraph(dice, kind)).flat();
}

function write(dice: Dice, kind: WorldKind, body: readonly Sketch[]): Written {
  const text = JSON.stringify(body);
  const scripts = scriptsOf(dice, kind).filter(([hat]) => text.includes(`"${String(hat[1])}"`));
  return { body, scripts, world: WORLDS[kind] };
}

function paragraph(dice: Dice, kind: WorldKind): Sketch[] {
  const rounds = dice.between(40, 99);
  switch (dice.between(0, 7)) {
    case 0:
      return [['repeat', rounds, sum(dice)]];
    case 1:
      return [
        ['repeat', rounds >> 2, [...sum(dice), ['repeat', dice.between(4, 12), deeds(dice, kind)]]],
      ];
    case 2:
      return fillAndSort(dice);
    case 3:
      return [['repeat', dice.between(5, 20), [['call_1', 'g', dice.between(10, 60)]]]];
    case 4: {
      const times = arithmetic('ADD', rounds >> 1, dice.between(1, 9));
      return [['repeat_number', times, [['call_2', 'h', variable('a'), dice.between(1, 9)]]]];
    }
    case 5: {
      const isBelow = compare('LT', variable('i'), rounds);
      return [
        ['set', 'i', 0],
        ['while', isBelow, [...deeds(dice, kind), ['set', 'i', next('i')]]],
      ];
    }
    case 6:
      return [['repeat', rounds, [['call', 'f'], ...deeds(dice, kind)]]];
    default:
      return [
        [
          'repeat',
          dice.between(20, 60),
          [['broadcast', dice.pick(['e', 'o'])], ...deeds(dice, kind)],
        ],
      ];
  }
}

function scriptsOf(dice: Dice, kind: WorldKind): SketchScript[] {
  const p: Sketch = ['parameter', 'p'];
  const again: Sketch = ['call_1', 'g', arithmetic('MINUS', p, 1)];
  const larger = compare('GTE', p, ['parameter', 'q']);
  return [
    [['define', 'f'], [['repeat', dice.between(2, 9), deeds(dice, kind)]]],
    [['define_1', 'g', 'p'], [['if', compare('GT', p, 0), [again, ...deeds(dice, kind)]]]],
    [
      ['define_2', 'h', 'p', 'q'],
      [...sum(dice), ['if_else', larger, deeds(dice, kind), sum(dice)]],
    ],
    [['when', 'e'], [['repeat', dice.between(2, 5), deeds(dice, kind)]]],
    [['when', 'o'], sum(dice)],
  ];
}

/** Variables that stay small. */
function sum(dice: Dice): Sketch[] {
  const [one, other] = dice.pick([
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'c'],
  ]);
  const grown = arithmetic('MULTIPLY', variable(one), dice.between(2, 9));
  const shifted = arithmetic('ADD', grown, variable(other));
  const odd = compare('EQ', arithmetic('REMAINDER', variable(one), 2), 1);
  return [
    ['set', one, arithmetic('REMAINDER', shifted, dice.between(50, 99))],
    [
      'if_else',
      odd,
      [['change', other, 1]],
      [['set', other, arithmetic('QUOTIENT', variable(other), 2)]],
    ],
  ];
}

function fillAndSort(dice: Dice): Sketch[] {
  const size = dice.between(14, 24);
  const drawn = arithmetic('REMAINDER', arithmetic('MULTIPLY', variable('a'), 37), 101);
  return [
    ['repeat_until', compare('EQ', LENGTH, 0), [['list_remove', 'l', LENGTH]]],
    [
      'repeat',
      size,
      [
        ['change', 'a', dice.between(1, 9)],
        ['list_insert', 'l', 1, drawn],
      ],
    ],
    ...bubbleSort(size),
    ['set', 'a', item(1)],
  ];
}

/** Sorts the list `l` of so many numbers, the smallest first. */
export function bubbleSort(size: number): Sketch[] {
  const swap: Sketch[] = [
    ['set', 't', item(variable('i'))],
    ['list_set', 'l', variable('i'), item(next('i'))],
    ['list_set', 'l', next('i'), variable('t')],
  ];
  const isLess = compare('LT', variable('i'), LENGTH);
  const compared: Sketch = ['if', compare('GT', item(variable('i')), item(next('i'))), swap];
  return [
    [
      'repeat',
      size,
      [
        ['set', 'i', 1],
        ['while', isLess, [compared, ['change', 'i', 1]]],
      ],
    ],
  ];
}

/** Something to do in the world that cannot fail, however often it is done. */
function deeds(dice: Dice, kind: WorldKind): Sketch[] {
  switch (kind) {
    case 'grid':
      return gridDeeds(dice);
    case 'pen':
      return penDeeds(dice);
    case 'crane':
      return craneDeeds(dice);
    case 'beacon':
      return beaconDeeds(dice);
  }
}

function gridDeeds(dice: Dice): Sketch[] {
  const turn = dice.pick(['turn_left', 'turn_right']);
  const ahead: Sketch = ['if_else', 'blocked_ahead', [turn], ['move']];
  const other = dice.pick(['blocked_left', 'blocked_right']);
  return dice.pick<Sketch[]>([
    [ahead, ['if', 'flotsam_here', ['collect']]],
    [['repeat_until', 'blocked_ahead', ['move']], turn],
    [['if', ['and', ['not', 'blocked_ahead'], ['or', other, 'red_buoy']], ['move']], turn, ahead],
    [ahead, ['if', compare('GT', 'cargo', 1), ['drop']]],
  ]);
}

function penDeeds(dice: Dice): Sketch[] {
  const side = dice.between(1, 4);
  const square: Sketch = [
    'repeat',
    4,
    [
      ['forward', side],
      ['right_by', 90],
    ],
  ];
  const spoke: Sketch[] = [
    ['forward', side],
    ['forward', -side],
  ];
  return dice.pick<Sketch[]>([
    [square, ['left_by', dice.between(1, 90)]],
    ['pen_up', ...spoke, 'pen_down', ['right_by', dice.between(1, 90)]],
    [['right_by', 1], ...spoke],
  ]);
}

function craneDeeds(dice: Dice): Sketch[] {
  const free: Sketch = ['and', 'holding', compare('LT', 'stack_height', 4)];
  const place: Sketch[] = [
    ['if_else', free, ['put'], [['if', ['not', ['or', 'holding', 'stack_empty']], ['take']]]],
  ];
  const heavy: Sketch = [
    'and',
    ['not', 'stack_empty'],
    compare('GT', 'top_weight', dice.between(1, 8)),
  ];
  const home: Sketch = ['if', 'last_stack', [['repeat', 3, ['crane_left']]]];
  return dice.pick<Sketch[]>([
    [...place, ['if_else', 'last_stack', [['repeat', 3, ['crane_left']]], ['crane_right']]],
    [
      ['if', ['or', heavy, ['top_colour', 'b']], [['change', 'c', 1]]],
      home,
      'crane_right',
      ...place,
    ],
    [['if', ['held_colour', 'r'], [['set', 'c', 0]]], home, 'crane_right'],
  ]);
}

function beaconDeeds(dice: Dice): Sketch[] {
  const early = compare('LT', 'clock', 190);
  return dice.pick<Sketch[]>([
    [
      ['if_else', 'fog_now', ['lamp_on'], ['lamp_off']],
      ['if', ['not', 'night_over'], [['wait', 1]]],
    ],
    [['if', ['and', early, 'ship_light'], [dice.pick(['flash_short', 'flash_long'])]], 'lamp_off'],
    ['lamp_on', ['if', compare('EQ', arithmetic('REMAINDER', 'clock', 3), 0), ['lamp_off']]],
  ]);
}
