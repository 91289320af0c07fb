import type { StepRecord } from '../wire/closing.ts';
import { hashValue } from './hash.ts';
import type { ClosingInput } from './input.ts';
import { type ComputedStep, listSteps, type Results } from './results.ts';

/** Version of the statistics: grows with any change that can move a figure. */
export const STATISTICS_VERSION = '1';

/** What tells two closings of the same answers apart, and nothing else of them. */
const STAMPS = ['release', 'computedAt', 'records'];

/** Hashes of the input and of each result so far: a big one is read once. */
export type Hashes = Partial<Record<'input' | ComputedStep, string>>;

/** Id of the scale version that this release makes. */
export function nameScale({ report }: ClosingInput): string {
  return `${report.campaign}/${report.release}`;
}

/** The record of the first step, which brings the input together. */
export function recordGather(input: ClosingInput): StepRecord {
  return {
    step: 'gather',
    inputs: {},
    result: hashPart(input, input),
    versions: versionsOf(input),
    seed: null,
    skipped: null,
  };
}

/**
 * The record of a step whose result is in `results`: the hashes leave the release's number and the
 * moment of the close out, so that two closings of the same answers have the same records. Throws
 * where a result that was read is not there, or one holds NaN.
 */
export function recordStep(
  input: ClosingInput,
  results: Results,
  step: { name: ComputedStep; reads: readonly ComputedStep[]; seed: number | null },
  hashes: Hashes = {},
): StepRecord {
  const hashOf = (part: 'input' | ComputedStep) =>
    (hashes[part] ??= hashPart(input, part === 'input' ? input : getResult(results, part)));
  const result = getResult(results, step.name);
  return {
    step: step.name,
    inputs: Object.fromEntries(
      (['input', ...step.reads] as const).map((part) => [part, hashOf(part)]),
    ),
    result: hashOf(step.name),
    versions: versionsOf(input),
    seed: step.seed,
    skipped: result.status === 'skipped' ? result.why : null,
  };
}

/** What each step reads, and whether chance comes in. */
export type Traits = Partial<
  Record<ComputedStep, { reads: readonly ComputedStep[]; seeded: boolean }>
>;

/**
 * The records of those steps of `traits` that have a result, after that of `gather`: the same as
 * `runSlice` gave out with each.
 */
export function recordSteps(input: ClosingInput, results: Results, traits: Traits): StepRecord[] {
  const hashes: Hashes = {};
  return [
    recordGather(input),
    ...listSteps().flatMap((name) => {
      const known = traits[name];
      if (!known || !results[name]) return [];
      const seed = known.seeded ? seedOf(input, name) : null;
      return recordStep(input, results, { name, reads: known.reads, seed }, hashes);
    }),
  ];
}

/** Chance of one step: the first 32 bits of SHA-256 over the close's seed and the step's name. */
export function seedOf({ seed }: ClosingInput, step: ComputedStep): number {
  return parseInt(hashValue([seed, step]).slice(0, 8), 16);
}

function getResult(results: Results, step: ComputedStep) {
  const result = results[step];
  if (!result) throw new Error(`no result of step ${step}`);
  return result;
}

function hashPart(input: ClosingInput, part: unknown): string {
  return hashValue(part, { omit: STAMPS, own: nameScale(input) });
}

function versionsOf({ engineVersion }: ClosingInput): StepRecord['versions'] {
  return { engine: engineVersion, statistics: STATISTICS_VERSION };
}
