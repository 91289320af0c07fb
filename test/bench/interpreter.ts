import { createRequire } from 'node:module';
import { compileProgram } from '../../scoring/run/compile.ts';
import * as grid from '../../scoring/run/grid.ts';
import { finishRun, startRun } from '../../scoring/run/machine.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import type { Block } from '../../scoring/wire/program.ts';
import type { GridWorld } from '../../scoring/wire/world.ts';

/**
 * Our machine beside js-interpreter 6 (the sandbox that Blockly's own documentation names) on the
 * same nested loops in the same world. Both drive the same grid, and their traces must agree. The
 * peer counts no steps and lights no blocks, which is in its favour. Blocks of both are interleaved
 * and the median is taken, since other work shares the machine.
 */

interface Peer {
  createNativeFunction(call: () => unknown): unknown;
  setProperty(scope: unknown, name: string, value: unknown): void;
  run(): boolean;
}
const JsInterpreter = createRequire(import.meta.url)('js-interpreter') as new (
  source: string,
  setUp: (peer: Peer, scope: unknown) => void,
) => Peer;

/** One line of figures: executed statement blocks a second, and how many times the peer's that is. */
export interface Figure {
  name: string;
  ours: number;
  peer: number;
  ratio: number;
}

const ROUNDS = 7;
/** Ours runs so many times for each run of the peer, so that both blocks last long enough to time. */
const OURS_PER_PEER = 100;
const WARM_UP = 300;

const WORLD: GridWorld = {
  kind: 'grid',
  cells: ['........', '........', '........', '........', '........', '........'],
  ship: { at: [2, 2], heading: 'E' },
  flotsam: [[5, 2]],
  goal: { collected: 'all' },
};

const block = (type: string, rest: Partial<Block> = {}): Block => ({ type, ...rest });

function stack(...blocks: Block[]): Block {
  return blocks.reduceRight((next, first) => ({ ...first, next: { block: next } }));
}

const repeat = (times: number, ...body: Block[]): Block =>
  block('repeat', { fields: { TIMES: times }, inputs: { DO: { block: stack(...body) } } });

const guarded = (type: string, sensor: string, ...body: Block[]): Block =>
  block(type, { inputs: { IF: { block: block(sensor) }, DO: { block: stack(...body) } } });

const move = block('move');
const left = block('turn_left');
const right = block('turn_right');
const skim = guarded('if', 'flotsam_here', block('collect'));
const sail = guarded('repeat_until', 'blocked_ahead', move, skim);

/** Programs of the same build that differ in counts, turns and nesting. */
function distinctPrograms(count: number): Block[] {
  return Array.from({ length: count }, (_, index) => {
    const side = index % 2 === 0 ? left : right;
    const lap = repeat(4 * (1 + (index % 3)), sail, side);
    const ring = repeat(3 + (index % 17), repeat(4, side, index % 3 === 0 ? right : left), skim);
    return index % 5 === 0 ? repeat(4, ring, repeat(5, lap)) : repeat(5, repeat(3, ring), lap);
  });
}

const CASES: { name: string; bodies: Block[] }[] = [
  { name: 'three loops of commands', bodies: [repeat(30, repeat(20, repeat(4, move, right)))] },
  { name: 'two loops around one turn', bodies: [repeat(49, repeat(99, left))] },
  { name: 'loops with conditions', bodies: [repeat(8, repeat(40, sail, right))] },
  { name: '40 distinct programs', bodies: distinctPrograms(40) },
];

/** The JavaScript that Blockly would generate for the same blocks. */
function toSource(first: Block | undefined, depth = 0): string {
  let source = '';
  for (let at = first; at; at = at.next?.block) source += statementSource(at, depth);
  return source;
}

function statementSource({ type, fields, inputs }: Block, depth: number): string {
  const body = () => toSource(inputs?.['DO']?.block, depth + 1);
  const test = `${inputs?.['IF']?.block?.type ?? ''}()`;
  switch (type) {
    case 'repeat':
      return `for (var i${depth} = 0; i${depth} < ${Number(fields?.['TIMES'])}; i${depth}++) {\n${body()}}\n`;
    case 'repeat_until':
      return `while (!${test}) {\n${body()}}\n`;
    case 'if':
      return `if (${test}) {\n${body()}}\n`;
    default:
      return `${type}();\n`;
  }
}

interface Subject {
  program: { blocks: Block[] };
  source: string;
  steps: number;
  trace: number;
}

function prepare(body: Block): Subject {
  const program = { blocks: [stack(block('start'), body)] };
  const outcome = runProgram(program, WORLD);
  if (outcome.ended !== 'finished') throw new Error(`a program of the bench is ${outcome.ended}`);
  const trace = Number.parseInt(outcome.trace, 16) | 0;
  return { program, source: toSource(body), steps: outcome.steps, trace };
}

function openPeer(source: string): { peer: Peer; sea: grid.Grid } {
  const sea = grid.openGrid(WORLD);
  const commands: [string, () => unknown][] = [
    ['move', () => grid.move(sea)],
    [
      'turn_left',
      () => {
        grid.turn(sea, 3);
      },
    ],
    [
      'turn_right',
      () => {
        grid.turn(sea, 1);
      },
    ],
    ['collect', () => grid.collect(sea)],
    ['flotsam_here', () => grid.isFlotsamHere(sea)],
    ['blocked_ahead', () => grid.isBlockedAhead(sea)],
  ];
  const peer = new JsInterpreter(source, (machine, scope) => {
    for (const [name, call] of commands) {
      machine.setProperty(scope, name, machine.createNativeFunction(call));
    }
  });
  return { peer, sea };
}

function milliseconds(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds for one pass over all subjects, the compiling counted or not. */
function timePeer(subjects: Subject[], compiling: boolean): number {
  let opened = compiling ? [] : subjects.map(({ source }) => openPeer(source));
  const spent = milliseconds(() => {
    if (compiling) opened = subjects.map(({ source }) => openPeer(source));
    for (const { peer } of opened) peer.run();
  });
  opened.forEach(({ sea }, index) => {
    if (sea.trace !== subjects[index]?.trace) throw new Error('the two do not agree');
  });
  return spent;
}

function timeOurs(subjects: Subject[], compiling: boolean, passes: number): number {
  const compile = ({ program }: Subject) => {
    const compiled = compileProgram(program);
    if (!compiled.ok) throw new Error(compiled.fault);
    return compiled.code;
  };
  const ready = subjects.map(compile);
  const spent = milliseconds(() => {
    for (let pass = 0; pass < passes; pass++) {
      const codes = compiling ? subjects.map(compile) : ready;
      for (const code of codes) finishRun(startRun(code, WORLD));
    }
  });
  return spent / passes;
}

function measure(name: string, subjects: Subject[], compiling: boolean): Figure {
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(timeOurs(subjects, compiling, OURS_PER_PEER));
    peer.push(timePeer(subjects, compiling));
  }
  const steps = subjects.reduce((sum, subject) => sum + subject.steps, 0);
  const perSecond = (spent: number) => Math.round((steps * 1000) / spent);
  return {
    name: `${name}, ${compiling ? 'compiled each time' : 'compiled before'}`,
    ours: perSecond(median(ours)),
    peer: perSecond(median(peer)),
    ratio: median(peer) / median(ours),
  };
}

/** Takes about a minute. Throws where the two engines do not do the same. */
export function benchInterpreter(): Figure[] {
  const cases = CASES.map(({ name, bodies }) => ({ name, subjects: bodies.map(prepare) }));
  for (const { subjects } of cases) timeOurs(subjects.slice(0, 1), true, WARM_UP);
  return cases.flatMap(({ name, subjects }) =>
    [false, true].map((compiling) => measure(name, subjects, compiling)),
  );
}

if (import.meta.main) {
  for (const { name, ours, peer, ratio } of benchInterpreter()) {
    const millions = (value: number) => (value / 1e6).toFixed(2).padStart(7);
    console.log(
      `${name.padEnd(48)}${millions(ours)} M/s  peer${millions(peer)} M/s  ${ratio.toFixed(0)}×`,
    );
  }
}
