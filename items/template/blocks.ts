import { markResponse } from '../../scoring/mark/mark.ts';
import { type Sketch, sketchProgram } from '../../scoring/run/sketch.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { Scene } from './scene.ts';
import type { Draft } from './draft.ts';
import { makeForecast } from './forecast.ts';

type RunningKey = Extract<Key, { by: 'running' }>;

/** A new item that is answered with blocks, and its key: the diagnoses are those of the marking. */
export function makeBlockItem(id: string, type: BlockItem['type'], scene: Scene): Draft {
  const [broken] = scene.wrong;
  const item: BlockItem = {
    id,
    version: 1,
    type,
    title: scene.title,
    story: scene.story,
    practice: type === 'debug' ? 'evaluation-debugging' : 'algorithm-design',
    concepts: ['sequence'],
    codes: ['資議 t-III-3', '運 t-IV-4'],
    worlds: [scene.world],
    start: startOf(type, scene),
    toolbox: type === 'parsons' ? [] : scene.toolbox,
  };
  const wrong = type === 'parsons' ? shuffledStrips(scene) : scene.wrong;
  const key: RunningKey = {
    by: 'running',
    item: id,
    version: 1,
    solved: 1,
    ...makeForecast(0.8, 'A few commands in a row, and nothing to repeat.'),
    hidden: [],
    levels: [{ credit: 1, when: { visible: 'all' } }],
    minimumBlocks: scene.solution.length,
    solutions: [specimen('step by step', scene.solution, 1)],
    wrong: wrong
      .filter((one) => type !== 'debug' || one !== broken)
      .map(([name, body]) => specimen(name, body, 0)),
  };
  return { item, key: { ...key, wrong: key.wrong.map((one) => diagnosed(item, key, one)) } };
}

function startOf(type: BlockItem['type'], { solution, wrong, spare }: Scene): Program {
  if (type === 'debug') return placed(sketchProgram(wrong[0]?.[1] ?? []));
  if (type === 'complete') return placed(sketchProgram(solution.slice(0, -1)));
  if (type === 'program') return placed(sketchProgram([]));
  // In an order that gives nothing away: from the last strip to the first, the spare one among them.
  const strips = solution.toReversed().toSpliced(1, 0, spare);
  const loose = strips.map((strip, at) => {
    const [hat] = sketchProgram([strip]).blocks;
    return {
      ...hat?.next?.block,
      type: hat?.next?.block?.type ?? '',
      id: `s${at}`,
      x: 260,
      y: 30 + 70 * at,
    };
  });
  return { blocks: [...placed(sketchProgram([])).blocks, ...loose] };
}

/** The hat stays where it is, at the corner of the workspace. */
function placed({ blocks }: Program): Program {
  return { blocks: blocks.map((hat) => ({ ...hat, deletable: false, x: 40, y: 30 })) };
}

function shuffledStrips({ solution, spare }: Scene): [string, Sketch[]][] {
  return [
    ['the last strip is missing', solution.slice(0, -1)],
    ['only the first strip', solution.slice(0, 1)],
    ['the spare strip first', [spare, ...solution]],
    ['from the second strip on', solution.slice(1)],
  ];
}

function specimen(name: string, body: Sketch[], credit: number): Specimen {
  return {
    name,
    response: { kind: 'program', program: sketchProgram(body) },
    credit,
    diagnosis: [],
  };
}

function diagnosed(item: BlockItem, key: RunningKey, one: Specimen): Specimen {
  const { credit, diagnosis } = markResponse({ item, key, response: one.response });
  return { ...one, credit, diagnosis: diagnosis.length > 0 ? diagnosis : ['other'] };
}
