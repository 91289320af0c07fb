import { createRequire } from 'node:module';
import { compileProgram } from '../../scoring/run/compile.ts';
import { finishRun, startRun } from '../../scoring/run/machine.ts';
import { type Outcome, runProgram } from '../../scoring/run/outcome.ts';
import { type Scene, openScene } from '../../scoring/run/scene.ts';
import { sketchProgram } from '../../scoring/run/sketch.ts';
import { readTree } from '../../scoring/run/tree.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { World } from '../../scoring/wire/world.ts';
import { toJavaScript } from './javascript.ts';
import { openNatives } from './natives.ts';
import { type Written, bubbleSort, writeShortPrograms } from './programs.ts';

/**
 * Our machine beside js-interpreter 6 (the sandbox that Blockly's own documentation names), and
 * beside the browser's own engine, on the JavaScript that Blockly would generate for the same
 * programs. All three drive the same worlds, their traces must agree, and compiling is counted for
 * all. The other two count no steps, light no blocks and check no numbers, which is in their favour.
 * They take turns on a few programs at a time.
 */

interface Peer {
  createNativeFunction(call: (argument: never) => unknown): unknown;
  setProperty(scope: unknown, name: string, value: unknown): void;
  run(): boolean;
}
const JsInterpreter = createRequire(import.meta.url)('js-interpreter') as new (
  source: string,
  setUp: (peer: Peer, scope: unknown) => void,
) => Peer;

/** One line of figures: steps a second, and how many times those of the two others that is. */
export interface Figure {
  name: string;
  ours: number;
  peer: number;
  ratio: number;
  /** Generated JavaScript through `new Function`. */
  generated: number;
  generatedRatio: number;
}

const PROGRAMS = 1000;
/** The three take turns on so many programs. */
const TURN = 20;
/** Runs of ours and of `new Function` for each of js-interpreter's, so that all can be timed. */
const OTHERS_PER_PEER = 30;
/** Runs of a single program by js-interpreter. */
const SINGLE_PASSES = 10;

interface Subject {
  program: Program;
  world: World;
  source: string;
  marks: ReadonlyMap<string, number>;
  steps: number;
  trace: number;
}

/** Undefined for a program that takes too many steps. */
function prepare({ body, scripts, world }: Written): Subject | undefined {
  const program = sketchProgram(body, ...scripts);
  const tree = readTree(program);
  const compiled = compileProgram(program, world.kind);
  const outcome: Outcome = runProgram(program, world);
  if (outcome.ended === 'endless') return undefined;
  if (!tree.ok || !compiled.ok || outcome.ended !== 'finished') {
    throw new Error(`a program of the bench is ${outcome.reason ?? outcome.ended}`);
  }
  return {
    // As it comes from a journal.
    program: JSON.parse(JSON.stringify(program)) as Program,
    world,
    source: toJavaScript(tree.scripts),
    marks: new Map(compiled.code.events.map(({ name, mark }) => [name, mark])),
    steps: outcome.steps,
    trace: Number.parseInt(outcome.trace, 16) | 0,
  };
}

function runOurs({ program, world }: Subject): Scene {
  const compiled = compileProgram(program, world.kind);
  if (!compiled.ok) throw new Error(compiled.fault);
  const run = startRun(compiled.code, world);
  finishRun(run);
  return run.scene;
}

type Generated = (...natives: unknown[]) => void;

let nonce = 0;

/** The engine keeps what it has compiled by its text; a text of its own makes it compile again. */
function runGenerated({ source, world, marks }: Subject): Scene {
  const scene = openScene(world);
  const natives = openNatives(scene, marks);
  const text = `${source}//${nonce++}`;
  // As `new Function(…)`.
  const call = Reflect.construct(Function, [...Object.keys(natives), text]) as Generated;
  call(...Object.values(natives));
  return scene;
}

function runPeer({ source, world, marks }: Subject): Scene {
  const scene = openScene(world);
  const peer = new JsInterpreter(source, (machine, scope) => {
    for (const [name, call] of Object.entries(openNatives(scene, marks))) {
      machine.setProperty(scope, name, machine.createNativeFunction(call));
    }
  });
  peer.run();
  return scene;
}

/** Microseconds that this thread works on so many runs of every subject: other work shares the machine. */
function time(
  subjects: readonly Subject[],
  engine: (subject: Subject) => Scene,
  passes: number,
): number {
  const since = process.threadCpuUsage();
  for (let pass = 1; pass < passes; pass++) subjects.forEach(engine);
  const scenes = subjects.map(engine);
  const { user } = process.threadCpuUsage(since);
  subjects.forEach(({ trace }, at) => {
    if (scenes[at]?.trace !== trace) throw new Error('the engines do not agree');
  });
  return user;
}

interface Spent {
  ours: number;
  generated: number;
  peer: number;
}

/** Adds what each of the three needs for one run of every subject. */
function takeTurns(subjects: readonly Subject[], passes: number, spent: Spent): void {
  const each = passes * OTHERS_PER_PEER;
  spent.ours += time(subjects, runOurs, each) / each;
  spent.generated += time(subjects, runGenerated, each) / each;
  spent.peer += time(subjects, runPeer, passes) / passes;
}

function asFigure(name: string, subjects: readonly Subject[], spent: Spent): Figure {
  const steps = subjects.reduce((sum, subject) => sum + subject.steps, 0);
  const perSecond = (engine: keyof Spent) => Math.round((steps * 1e6) / spent[engine]);
  return {
    name,
    ours: perSecond('ours'),
    peer: perSecond('peer'),
    ratio: spent.peer / spent.ours,
    generated: perSecond('generated'),
    generatedRatio: spent.generated / spent.ours,
  };
}

function measureMany(): Figure {
  const subjects: Subject[] = [];
  for (const written of writeShortPrograms(PROGRAMS + PROGRAMS / 4)) {
    const subject = subjects.length < PROGRAMS ? prepare(written) : undefined;
    if (subject) subjects.push(subject);
  }
  const steps = subjects.reduce((sum, subject) => sum + subject.steps, 0);
  // All of them once, so that no engine meets the first ones fresh and the last ones hot.
  time(subjects, runOurs, 1);
  time(subjects, runGenerated, 1);
  const spent: Spent = { ours: 0, generated: 0, peer: 0 };
  for (let at = 0; at < subjects.length; at += TURN) {
    takeTurns(subjects.slice(at, at + TURN), 1, spent);
  }
  const mean = Math.round(steps / subjects.length);
  return asFigure(`${subjects.length} distinct programs of ${mean} steps`, subjects, spent);
}

const SINGLES: Record<string, Omit<Written, 'world'>> = {
  'nested loops': {
    body: [['repeat', 30, [['repeat', 20, [['repeat', 4, ['move', 'turn_right']]]]]]],
    scripts: [],
  },
  recursion: {
    body: [['repeat', 20, [['call_1', 'g', 90]]]],
    scripts: [
      [
        ['define_1', 'g', 'p'],
        [
          [
            'if',
            ['compare', 'GT', ['parameter', 'p'], 0],
            [
              ['call_1', 'g', ['arithmetic', 'MINUS', ['parameter', 'p'], 1]],
              ['change', 'a', 1],
            ],
          ],
        ],
      ],
    ],
  },
  'list sort': {
    body: [
      [
        'repeat',
        40,
        [
          ['change', 'a', 1],
          ['list_insert', 'l', 1, ['variable', 'a']],
        ],
      ],
      ...bubbleSort(40),
    ],
    scripts: [],
  },
};

const SINGLE_WORLD: World = {
  kind: 'grid',
  cells: ['....', '....'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};

function measureSingle([name, written]: [string, Omit<Written, 'world'>]): Figure {
  const subject = prepare({ ...written, world: SINGLE_WORLD });
  if (!subject) throw new Error(`${name} takes too many steps`);
  time([subject], runOurs, 300);
  time([subject], runGenerated, 300);
  const spent: Spent = { ours: 0, generated: 0, peer: 0 };
  takeTurns([subject], SINGLE_PASSES, spent);
  return asFigure(name, [subject], spent);
}

/** Takes about two minutes. Throws where the engines do not do the same. */
export function benchInterpreter(): Figure[] {
  return [measureMany(), ...Object.entries(SINGLES).map(measureSingle)];
}

if (import.meta.main) {
  for (const { name, ours, peer, ratio, generated, generatedRatio } of benchInterpreter()) {
    const millions = (value: number) => `${(value / 1e6).toFixed(2).padStart(7)} M/s`;
    console.log(
      `${name.padEnd(40)}${millions(ours)}  js-interpreter${millions(peer)} ${ratio.toFixed(0)}×`,
      `  generated${millions(generated)} ${generatedRatio.toFixed(2)}×`,
    );
  }
}
