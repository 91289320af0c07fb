import { markResponse } from '../../scoring/mark/mark.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import { hashText } from '../digest.ts';

/** One isolate has one engine: a form that it has traced needs no second run. */
const traces = new WeakMap<FormDocument, string>();

/**
 * What the present engine and marking make of a form's own solutions and wrong answers, as one hash:
 * two of them with the same hash score that form alike as far as its specimens can tell.
 */
export function traceSpecimens(form: FormDocument): string {
  const known = traces.get(form);
  if (known !== undefined) return known;
  const trace = hashSpecimens(form);
  traces.set(form, trace);
  return trace;
}

function hashSpecimens({ package: { items }, keys }: FormDocument): string {
  const lines = keys.flatMap((key) => {
    const item = items.find(({ id }) => id === key.item);
    if (!item) return [];
    return [...key.solutions, ...key.wrong].map((specimen) => traceSpecimen(item, key, specimen));
  });
  return hashText(lines.join('\n'));
}

function traceSpecimen(item: Item, key: Key, { response }: Specimen): string {
  const { credit, diagnosis } = markResponse({ item, key, response });
  const worlds = 'worlds' in item && key.by === 'running' ? [...item.worlds, ...key.hidden] : [];
  const runs =
    response.kind === 'program'
      ? worlds.map((world) => {
          const { ended, goals, steps, commands, trace } = runProgram(response.program, world);
          return [ended, goals, steps, commands, trace];
        })
      : [];
  return JSON.stringify([key.item, credit, diagnosis, runs]);
}
