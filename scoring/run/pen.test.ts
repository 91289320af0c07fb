import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { PenWorld, type Point } from '../wire/world.ts';
import { codeOf } from './failure.ts';
import { boatAt, describePen, judgePen, openPen, type Pen, sail, setPen, swing } from './pen.ts';
import { NO_TRACE } from './trace.ts';

const LEFT = codeOf('left-the-chart');

function chart(at: Point = [8000, 6000], heading = 0, goal: object = {}): PenWorld {
  return v.parse(PenWorld, { kind: 'pen', width: 16, height: 12, boat: { at, heading }, goal });
}

/** Repeats a stroke of `steps` squares and a turn of `degrees`. */
function polygon(pen: Pen, sides: number, steps: number, degrees: number): void {
  for (let side = 0; side < sides; side++) {
    expect(sail(pen, steps)).toBe(0);
    swing(pen, degrees);
  }
}

describe('sailing', () => {
  test.each<[number, number, Point]>([
    [0, 2, [8000, 4000]],
    [90, 2, [10_000, 6000]],
    [180, 2, [8000, 8000]],
    [270, 2, [6000, 6000]],
    [0, -2, [8000, 8000]],
    [45, 1, [8707, 5293]],
    [150, 2, [9000, 7732]],
    [330, 2, [7000, 4268]],
    [90, 8, [16_000, 6000]],
    [0, 6, [8000, 0]],
    [123, 0, [8000, 6000]],
  ])('heading %i, %i squares', (heading, steps, at) => {
    const pen = openPen(chart([8000, 6000], heading));
    expect(sail(pen, steps)).toBe(0);
    expect(boatAt(pen)).toEqual(at);
  });

  test.each([
    [0, 7],
    [90, 9],
    [180, 7],
    [270, 9],
    [45, 999_999_999],
    [0, -999_999_999],
  ])('heading %i, %i squares: beyond the chart', (heading, steps) => {
    const pen = openPen(chart([8000, 6000], heading));
    const before = describePen(pen);
    expect(sail(pen, steps)).toBe(LEFT);
    expect(describePen(pen)).toEqual(before);
    expect(pen.trace).not.toBe(NO_TRACE);
  });

  test('a boat a hair beyond the edge is on it', () => {
    const pen = openPen(chart([1000, 866], 30));
    expect(sail(pen, 1)).toBe(0);
    expect(boatAt(pen)).toEqual([1500, 0]);
    expect(describePen(pen).drawing[0]?.[1]).toEqual([1500, 0]);
  });

  test('a figure that touches the edge is on the chart', () => {
    const pen = openPen(chart([0, 12_000], 30));
    polygon(pen, 3, 5, 120);
    expect(boatAt(pen)).toEqual([0, 12_000]);
  });
});

describe('turning', () => {
  test.each([
    [0, 90, 90],
    [0, -90, 270],
    [350, 20, 10],
    [10, 720, 10],
    [10, -730, 0],
    [0, 999_999_999, 279],
    [0, -999_999_999, 81],
    [5, 0, 5],
  ])('from %i by %i to %i', (from, by, to) => {
    const pen = openPen(chart([0, 0], from));
    expect(swing(pen, by)).toBe(0);
    expect(pen.heading).toBe(to);
  });
});

test('a new boat has its pen down and has drawn nothing', () => {
  expect(describePen(openPen(chart([500, 250], 45)))).toEqual({
    kind: 'pen',
    at: [500, 250],
    heading: 45,
    down: true,
    drawing: [],
  });
});

test('only strokes with the pen down are drawn, and a stroke without length is none', () => {
  const pen = openPen(chart());
  sail(pen, 1);
  setPen(pen, false);
  sail(pen, 1);
  setPen(pen, true);
  sail(pen, 0);
  sail(pen, 1);
  expect(describePen(pen)).toMatchObject({
    down: true,
    drawing: [
      [
        [8000, 6000],
        [8000, 5000],
      ],
      [
        [8000, 4000],
        [8000, 3000],
      ],
    ],
  });
});

test('what was described does not change with the boat', () => {
  const pen = openPen(chart());
  const before = describePen(pen);
  sail(pen, 1);
  expect(before.drawing).toEqual([]);
});

describe('closing figures', () => {
  test.each([
    [3, 5, 120],
    [4, 5, 90],
    [5, 3, 72],
    [5, 5, 144],
    [6, 3, 60],
    [8, 5, 135],
    [9, 5, 160],
    [12, 1, 30],
    [30, 1, 12],
    [36, 1, 10],
    [360, 4, 179],
  ])('%i strokes of %i squares, turned by %i°', (sides, steps, degrees) => {
    const pen = openPen(chart([4000, 6500]));
    polygon(pen, sides, steps, degrees);
    expect(boatAt(pen)).toEqual([4000, 6500]);
  });

  test('whatever was sailed, the same way back leads home and draws nothing new', () => {
    const leg = fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -360, max: 360 }));
    fc.assert(
      fc.property(fc.array(leg, { maxLength: 60 }), (legs) => {
        const pen = openPen(chart());
        const done: [number, number][] = [];
        for (const [steps, degrees] of legs) {
          if (sail(pen, steps) !== 0) break;
          swing(pen, degrees);
          done.push([steps, degrees]);
        }
        const drawing = describePen(pen).drawing;
        for (const [steps, degrees] of done.reverse()) {
          swing(pen, -degrees);
          expect(sail(pen, -steps)).toBe(0);
        }
        expect(boatAt(pen)).toEqual([8000, 6000]);
        expect(pen.heading).toBe(0);
        if (drawing.length === 0) return;
        const asked = { ...pen, world: chart([8000, 6000], 0, { drawing }) };
        expect(judgePen(asked)).toEqual({ drawing: true });
      }),
    );
  });
});

describe('the trace', () => {
  const traceOf = (act: (pen: Pen) => void) => {
    const pen = openPen(chart());
    act(pen);
    return pen.trace;
  };
  test('tells actions apart by what they do and where', () => {
    const traces = [
      traceOf(() => undefined),
      traceOf((pen) => sail(pen, 0)),
      traceOf((pen) => sail(pen, 1)),
      traceOf((pen) => sail(pen, -1)),
      traceOf((pen) => sail(pen, 99)),
      traceOf((pen) => swing(pen, 90)),
      traceOf((pen) => swing(pen, -90)),
      traceOf((pen) => setPen(pen, true)),
      traceOf((pen) => setPen(pen, false)),
    ];
    expect(new Set(traces).size).toBe(traces.length);
  });

  test('tells places apart whose right and down add up alike', () => {
    const traces = [1, 2, 3].map((steps) => {
      const pen = openPen(chart([4000, 8000], 45));
      sail(pen, steps);
      return pen.trace;
    });
    expect(new Set(traces).size).toBe(3);
  });

  test('is the same for the same acts', () => {
    expect(traceOf((pen) => swing(pen, 90))).toBe(traceOf((pen) => swing(pen, 450)));
  });
});

describe('goals', () => {
  const triangle: Point[] = [
    [8000, 6000],
    [8000, 3000],
    [10_598, 4500],
    [8000, 6000],
  ];
  const judged = (goal: object, act: (pen: Pen) => void) => {
    const pen = openPen(chart([8000, 6000], 0, goal));
    act(pen);
    return judgePen(pen);
  };

  test('a goal that is not named is not judged', () => {
    expect(judged({}, (pen) => sail(pen, 1))).toEqual({});
  });

  test.each<[string, boolean, (pen: Pen) => void]>([
    [
      'the triangle',
      true,
      (pen) => {
        polygon(pen, 3, 3, 120);
      },
    ],
    [
      'twice around',
      true,
      (pen) => {
        polygon(pen, 6, 3, 120);
      },
    ],
    [
      'a side in three parts',
      true,
      (pen) => {
        polygon(pen, 3, 1, 0);
        swing(pen, 120);
        polygon(pen, 2, 3, 120);
      },
    ],
    [
      'two sides',
      false,
      (pen) => {
        polygon(pen, 2, 3, 120);
      },
    ],
    [
      'the mirror image',
      false,
      (pen) => {
        polygon(pen, 3, 3, -120);
      },
    ],
    [
      'a smaller one',
      false,
      (pen) => {
        polygon(pen, 3, 2, 120);
      },
    ],
    [
      'inner for outer angle',
      false,
      (pen) => {
        polygon(pen, 3, 3, 60);
      },
    ],
    [
      'one side with the pen up',
      false,
      (pen) => {
        setPen(pen, false);
        polygon(pen, 1, 3, 120);
        setPen(pen, true);
        polygon(pen, 2, 3, 120);
      },
    ],
    [
      'and a line too many',
      false,
      (pen) => {
        polygon(pen, 3, 3, 120);
        sail(pen, 4);
      },
    ],
    ['nothing', false, () => undefined],
  ])('a drawing: %s', (_, drawing, act) => {
    expect(judged({ drawing: [triangle] }, act)).toEqual({ drawing });
  });

  test.each([
    [[8000, 5000], true],
    [[8040, 4960], true],
    [[8041, 5000], false],
    [[8000, 4959], false],
  ])('a place: %j', (at, reached) => {
    expect(judged({ at }, (pen) => sail(pen, 1))).toEqual({ at: reached });
  });
});
