import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import { sketchProgram } from '../../scoring/run/sketch.ts';
import type { World } from '../../scoring/wire/world.ts';
import { type Written, writePrograms } from '../bench/programs.ts';
import { type Drawn, anyCase } from './arbitrary.ts';

/** What many programs did, short enough to compare. */
export interface EngineTrace {
  engine: string;
  programs: number;
  /** SHA-256 over the programs and their worlds: tells programs that differ from runs that do. */
  drawn: string;
  /** SHA-256 over how each ended, with reason, block, steps, trace, goals, world and memory. */
  ended: string;
}

/** Programs of any kind, most of which end soon, in so many samples of one seed each. */
const SAMPLES = 6;
const SAMPLE = 1000;
/** Programs of some thousand steps. */
const LONG = 4000;

/** Runs 10,000 programs that are the same everywhere. */
export function traceEngine(): EngineTrace {
  const drawn = sha256.create();
  const ended = sha256.create();
  const trace = ({ body, scripts }: Drawn, world: World) => {
    const program = sketchProgram(body, ...scripts);
    drawn.update(utf8ToBytes(JSON.stringify([program, world])));
    ended.update(utf8ToBytes(JSON.stringify(runProgram(program, world))));
  };
  for (let seed = 1; seed <= SAMPLES; seed++) {
    fc.sample(anyCase, { numRuns: SAMPLE, seed }).forEach((one) => {
      trace(one.drawn, one.world);
    });
  }
  writePrograms(LONG).forEach((written: Written) => {
    trace(written, written.world);
  });
  return {
    engine: ENGINE_VERSION,
    programs: SAMPLES * SAMPLE + LONG,
    drawn: bytesToHex(drawn.digest()),
    ended: bytesToHex(ended.digest()),
  };
}
