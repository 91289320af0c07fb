import { describe, expect, test } from 'vitest';
import type { BeaconWorld, GridWorld, World } from '../wire/world.ts';
import { type Outcome, runProgram } from './outcome.ts';
import { type Sketch, type SketchScript, sketchProgram } from './sketch.ts';

const SEA: GridWorld = {
  kind: 'grid',
  cells: ['...'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};
const run = (world: World, body: readonly Sketch[], ...scripts: SketchScript[]): Outcome =>
  runProgram(sketchProgram(body, ...scripts), world);

describe('events', () => {
  const note = (value: number): Sketch => ['list_add', 'l', value];
  const said = (name: string): Sketch => ['broadcast', name];
  const heard = (body: readonly Sketch[], ...scripts: SketchScript[]) =>
    run(SEA, body, ...scripts).state.memory.lists['l'];

  test('a broadcast is heard when the script under way has ended', () => {
    expect(heard([said('e'), note(1)], [['when', 'e'], [note(2)]])).toEqual([1, 2]);
  });
  test('events are heard in the order in which they were sent', () => {
    const scripts: SketchScript[] = [
      [['when', 'o'], [note(2)]],
      [
        ['when', 'e'],
        [note(1), said('o')],
      ],
    ];
    expect(heard([said('e'), said('o'), said('e')], ...scripts)).toEqual([1, 2, 1, 2, 2]);
  });
  test('all scripts that wait for an event run, in their order', () => {
    const scripts: SketchScript[] = [
      [['when', 'e'], [note(1)]],
      [['when', 'o'], [note(9)]],
      [['when', 'e'], [note(2)]],
    ];
    expect(heard([said('e'), said('e')], ...scripts)).toEqual([1, 2, 1, 2]);
  });
  test('each script that begins is a step, and an event that nobody hears is none', () => {
    expect(run(SEA, [said('e'), said('o')], [['when', 'e'], []]).steps).toBe(3);
  });
  test('equal traces, whoever hears', () => {
    const quiet = run(SEA, [said('e')]).trace;
    expect(run(SEA, [said('e')], [['when', 'e'], [note(1)]]).trace).toBe(quiet);
    expect(run(SEA, [said('o')]).trace).not.toBe(quiet);
    expect(run(SEA, []).trace).not.toBe(quiet);
  });
});

describe('events of the night', () => {
  const night: BeaconWorld = {
    kind: 'beacon',
    night: 12,
    events: [
      { at: 2, name: 'e' },
      { at: 4, name: 'o' },
      { at: 9, name: 'e' },
    ],
    goal: {},
  };
  const strip = (body: Sketch[], ...scripts: SketchScript[]) => {
    const { state } = run(night, body, ...scripts);
    return state.world.kind === 'beacon' ? state.world.strip : undefined;
  };
  test('time runs on to each of them, and to the end of the night', () => {
    expect(strip([])).toBe('............');
    expect(strip(['lamp_on'])).toBe('************');
    expect(strip([], [['when', 'e'], ['flash_short']])).toBe('..*......*..');
  });
  test('one whose time comes while a script is under way waits for its end', () => {
    expect(strip([['wait', 3]], [['when', 'e'], ['flash_short']])).toBe('...*.....*..');
  });
  test('they arrive before what is sent later', () => {
    const scripts: SketchScript[] = [
      [['when', 'mine'], ['flash_long']],
      [['when', 'e'], ['flash_short']],
    ];
    expect(
      strip(
        [
          ['wait', 2],
          ['broadcast', 'mine'],
        ],
        ...scripts,
      ),
    ).toBe('..*.***..*..');
    expect(
      strip(
        [
          ['broadcast', 'mine'],
          ['wait', 2],
        ],
        ...scripts,
      ),
    ).toBe('..***.*..*..');
  });
  test('the lamp stays as a script leaves it', () => {
    expect(strip([], [['when', 'o'], ['lamp_on']], [['when', 'e'], ['lamp_off']])).toBe(
      '....*****...',
    );
  });
});
