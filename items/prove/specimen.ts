import { maxCredit } from '../../scoring/mark/credit.ts';
import { markItem } from '../../scoring/mark/item-score.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import { isPractice } from './form.ts';
import { offerFaults } from './offer.ts';

const FEWEST_WRONG = 4;
const FEWEST_WRONG_OPTIONS = 3;

/** Do the specimens of the key earn what they say, and is nothing earned for nothing? */
export function specimenFaults(item: Item, key: Key): string[] {
  const specimens = [...key.solutions, ...key.wrong];
  const names = specimens.map(({ name }) => name);
  const fewest = item.type === 'choice' ? FEWEST_WRONG_OPTIONS : FEWEST_WRONG;
  return [
    ...(new Set(names).size < names.length ? ['two specimens share a name'] : []),
    ...(key.wrong.length < fewest && !isPractice(item.id)
      ? [`has ${key.wrong.length} wrong answers, at least ${fewest}`]
      : []),
    ...key.solutions.flatMap((specimen) => solutionFaults(item, key, specimen)),
    ...key.wrong.flatMap((specimen) => wrongFaults(item, key, specimen)),
    ...nothingFaults(item, key),
  ];
}

function solutionFaults(item: Item, key: Key, specimen: Specimen): string[] {
  const max = maxCredit(key);
  return [
    ...(specimen.credit === max
      ? []
      : [`solution "${specimen.name}" names credit ${specimen.credit}, top is ${max}`]),
    ...earnedFaults(item, key, specimen),
  ];
}

function wrongFaults(item: Item, key: Key, specimen: Specimen): string[] {
  const { name, credit, diagnosis } = specimen;
  return [
    ...(credit < maxCredit(key) ? [] : [`wrong answer "${name}" names top credit`]),
    ...(diagnosis.length > 0 || credit > 0 ? [] : [`wrong answer "${name}" names no diagnosis`]),
    ...earnedFaults(item, key, specimen),
  ];
}

/** The diagnoses must be those of the marking, all of them: a twin's and the rules'. */
function earnedFaults(item: Item, key: Key, specimen: Specimen): string[] {
  const { name, response, credit, diagnosis } = specimen;
  const mark = markResponse({ item, key, response });
  const [says, gets] = [diagnosis, mark.diagnosis].map((list) => [...list].sort().join(', '));
  return [
    ...(mark.credit === credit ? [] : [`"${name}" earns ${mark.credit}, says ${credit}`]),
    ...(says === gets ? [] : [`"${name}" gets diagnosis [${gets}], says [${says}]`]),
    ...(response.kind === 'program' && 'worlds' in item
      ? offerFaults(item, response.program).map((reason) => `"${name}" ${reason}`)
      : []),
  ];
}

function nothingFaults(item: Item, key: Key): string[] {
  if (!('worlds' in item)) return [];
  const bare: Program = { blocks: [{ type: 'start', id: 'go' }] };
  const credits = [bare, item.start].map(
    (program) => markResponse({ item, key, response: { kind: 'program', program } }).credit,
  );
  const response = { kind: 'program' as const, program: item.start };
  const { status } = markItem({ item, key, response, reached: true, spent: 0 });
  return [
    ...(credits[0] === 0 ? [] : [`the empty program earns ${credits[0]}`]),
    ...(credits[1] === 0 ? [] : [`the untouched program earns ${credits[1]}`]),
    ...(status === 'omitted' ? [] : [`the untouched program counts as ${status}`]),
  ];
}
