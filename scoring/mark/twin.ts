import type { Diagnosis } from '../wire/diagnosis.ts';
import type { BlockItem } from '../wire/item.ts';
import type { Key, Specimen } from '../wire/key.ts';
import type { Program } from '../wire/program.ts';
import { BY_RULE } from './diagnosis.ts';
import { behaviour, runEverywhere } from './evidence.ts';

type RunningKey = Extract<Key, { by: 'running' }>;

/** A wrong specimen that is a program: what it does, and once asked for, what a twin takes from it. */
interface Sample {
  specimen: Specimen;
  program: Program;
  behaves: string;
  shared: Diagnosis[] | undefined;
}

/** Kept as long as a key is: it marks many answers, and its specimens behave the same each time. */
const KNOWN = new WeakMap<RunningKey, { item: BlockItem; samples: Sample[] }>();

/**
 * The diagnoses that only the item's author can tell: of each wrong specimen that behaves alike and
 * earns alike, what neither rules nor beliefs find in the specimen itself. `believed` finds those.
 */
export function findTwins(
  item: BlockItem,
  key: RunningKey,
  seen: { behaves: string; credit: number; believed: (program: Program) => Diagnosis[] },
): Diagnosis[] {
  return samplesOf(item, key)
    .filter(({ behaves, specimen }) => behaves === seen.behaves && specimen.credit === seen.credit)
    .flatMap((sample) => {
      sample.shared ??= withoutFound(sample, seen.believed);
      return sample.shared;
    });
}

function withoutFound(
  { specimen, program }: Sample,
  believed: (program: Program) => Diagnosis[],
): Diagnosis[] {
  const told = specimen.diagnosis.filter((diagnosis) => !BY_RULE.has(diagnosis));
  const found = told.length > 0 ? believed(program) : [];
  return told.filter((diagnosis) => !found.includes(diagnosis));
}

function samplesOf(item: BlockItem, key: RunningKey): Sample[] {
  const known = KNOWN.get(key);
  if (known?.item === item) return known.samples;
  const samples = key.wrong.flatMap((specimen): Sample[] => {
    if (specimen.response.kind !== 'program') return [];
    const { program } = specimen.response;
    const behaves = behaviour({ item, key }, runEverywhere({ item, key, program }));
    return [{ specimen, program, behaves, shared: undefined }];
  });
  KNOWN.set(key, { item, samples });
  return samples;
}
