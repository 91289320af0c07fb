import { maxCredit } from '../../scoring/mark/credit.ts';
import { isAnswered } from '../../scoring/mark/item-score.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import { type Item, answerKind } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { isPractice } from './form/role.ts';
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
    ...rungFaults(key),
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

/** The diagnoses must be those of the marking, all of them: a twin's, the rules' and the beliefs'. */
function earnedFaults(item: Item, key: Key, specimen: Specimen): string[] {
  const { name, response, credit, diagnosis } = specimen;
  const mark = markResponse({ item, key, response });
  const [says, gets] = [diagnosis, mark.diagnosis].map((list) => [...list].sort().join(', '));
  const unbuilt =
    response.kind === 'program' && 'worlds' in item ? offerFaults(item, response.program) : [];
  return [
    ...(mark.credit === credit ? [] : [`"${name}" earns ${mark.credit}, says ${credit}`]),
    ...(says === gets ? [] : [`"${name}" gets diagnosis [${gets}], says [${says}]`]),
    ...unbuilt.map((reason) => `"${name}" ${reason}`),
  ];
}

/** A level that nobody is shown to reach may as well ask for something else. */
function rungFaults(key: Key): string[] {
  const shown = new Set([...key.solutions, ...key.wrong].map(({ credit }) => credit));
  const rungs = key.by === 'answer' ? key.answers : key.levels;
  const bare = rungs.map(({ credit }) => credit).filter((credit) => !shown.has(credit));
  return [...new Set(bare)].map((credit) => `no specimen earns credit ${credit}`);
}

function nothingFaults(item: Item, key: Key): string[] {
  const bare: Response = { kind: 'program', program: { blocks: [{ type: 'start', id: 'go' }] } };
  const untouched = untouchedAnswer(item);
  const credits = [bare, ...(untouched ? [untouched] : [])].map(
    (response) => markResponse({ item, key, response }).credit,
  );
  return [
    ...((credits[0] ?? 0) > 0 ? [`the empty program earns ${credits[0] ?? 0}`] : []),
    ...((credits[1] ?? 0) > 0 ? [`the untouched answer earns ${credits[1] ?? 0}`] : []),
    ...(untouched && untouched.kind !== 'order' && isAnswered(item, untouched)
      ? ['the untouched answer counts as an answer']
      : []),
  ];
}

/** What lies there before the pupil does anything; undefined where nothing can be sent. */
function untouchedAnswer(item: Item): Response | undefined {
  const kind = answerKind(item);
  if ('start' in item) return { kind: 'program', program: item.start };
  if (item.type === 'order') return { kind: 'order', order: item.strips.map(({ id }) => id) };
  if (kind === 'marks') return { kind, options: [] };
  if (kind === 'pairs') return { kind, pairs: {} };
  if (kind === 'cells') return { kind, cells: [] };
  if (kind === 'edges') return { kind, edges: [] };
  if (kind !== 'values') return undefined;
  const fields = item.type === 'number' ? item.fields : item.type === 'trace' ? item.asks : [];
  return { kind, values: (fields ?? []).map(() => null) };
}
