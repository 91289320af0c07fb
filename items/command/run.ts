import { compileProgram } from '../../scoring/run/compile.ts';
import { answerKind } from '../../scoring/wire/item.ts';
import { Program } from '../../scoring/wire/program.ts';
import { Response } from '../../scoring/wire/response.ts';
import { World, type WorldKind } from '../../scoring/wire/world.ts';
import { getEntry } from '../bank.ts';
import { parseDocument, readDocument, readJson } from '../document.ts';
import { BankFault } from '../fault.ts';
import { namedByPlace } from '../prove/program.ts';
import {
  type ItemTranscript,
  type WorldTranscript,
  transcribeItem,
  transcribeWorld,
} from '../transcript.ts';
import { readFlags, takeWords } from './usage.ts';

/** `run`: what a program or another response does and earns; 1 where a program cannot be read. */
export function run(args: string[]): number {
  const options = { json: { type: 'boolean' }, world: { type: 'string' } } as const;
  const { values, positionals } = readFlags(args, options);
  return values.world === undefined
    ? runOnItem(positionals, values.json === true)
    : runOnWorld(values.world, positionals, values.json === true);
}

function runOnItem(words: string[], json: boolean): number {
  const [name = '', file = ''] = takeWords(words, 2, 'run ITEM PROGRAM.json [--json]');
  const { item, key } = getEntry(name.slice(name.lastIndexOf('/') + 1));
  const response = readResponse(file);
  const kind = answerKind(item);
  if (response.kind !== kind) {
    throw new BankFault(file, `kind: the item asks "${kind}", not "${response.kind}"`);
  }
  const transcript = transcribeItem(item, key, response);
  console.log(json ? JSON.stringify(transcript) : sayItem(transcript));
  if (response.kind !== 'program' || !('worlds' in item)) return 0;
  return complain(file, response.program, item.worlds[0]?.kind);
}

function runOnWorld(worldFile: string, words: string[], json: boolean): number {
  const [file = ''] = takeWords(words, 1, 'run --world WORLD.json PROGRAM.json [--json]');
  const world = readDocument(World, worldFile, worldFile);
  const response = readResponse(file);
  if (response.kind !== 'program') {
    throw new BankFault(file, `kind: a program is needed, not "${response.kind}"`);
  }
  const transcript = transcribeWorld(response.program, world);
  console.log(json ? JSON.stringify(transcript) : sayWorld(transcript));
  return complain(file, response.program, world.kind);
}

/** A whole response, or a program by itself. */
function readResponse(file: string): Response {
  const document = readJson(file, file);
  const isProgram = typeof document === 'object' && document !== null && !('kind' in document);
  return isProgram
    ? { kind: 'program', program: parseDocument(Program, document, file) }
    : parseDocument(Response, document, file);
}

/** Where in the file the block is that no run can get past. */
function complain(file: string, program: Program, kind: WorldKind | undefined): number {
  const compiled = compileProgram(namedByPlace(program), kind ?? 'grid');
  if (compiled.ok) return 0;
  console.error(`✗ ${file}: ${compiled.block ?? 'blocks'}: ${compiled.fault}`);
  return 1;
}

function sayItem({ item, version, engine, runs, credit, max, diagnosis }: ItemTranscript): string {
  return [
    `${item}, version ${version}, engine ${engine}`,
    ...runs.map(sayRun),
    `credit ${credit} of ${max}`,
    ...(diagnosis.length > 0 ? [`diagnosis: ${diagnosis.join(', ')}`] : []),
  ].join('\n');
}

function sayWorld({ engine, frames, ...told }: WorldTranscript): string {
  const lines = frames.map(
    ({ block, effect }, at) => `${at + 1}. ${block ?? '(no id)'} ${JSON.stringify(effect)}`,
  );
  return [`engine ${engine}`, ...lines, sayRun(told), `state: ${JSON.stringify(told.state)}`].join(
    '\n',
  );
}

function sayRun(told: ItemTranscript['runs'][number]): string {
  const { world, ended, reason, block, steps, commands, solved, goals, trace } = told;
  const why =
    reason === undefined ? '' : ` (${reason}${block === undefined ? '' : ` at ${block}`})`;
  const held = Object.entries(goals).map(([goal, holds]) => `${goal} ${holds ? '✓' : '✗'}`);
  return [
    `${solved ? '✓' : '✗'} ${world}: ${ended}${why}`,
    `${steps} steps, ${commands} commands`,
    ...(held.length > 0 ? [held.join(', ')] : []),
    `trace ${trace}`,
  ].join(' · ');
}
