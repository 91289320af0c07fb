import { runProgram } from '../../scoring/run/outcome.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { hashText } from '../digest.ts';

/**
 * What the present engine makes of a form's own solutions and wrong answers, as one hash: two
 * engines with the same hash score that form alike as far as its specimens can tell.
 */
export function traceSpecimens({ package: { items }, keys }: FormDocument): string {
  const traces = keys.flatMap((key) => {
    const item = items.find(({ id }) => id === key.item);
    if (key.by !== 'running' || !item || !('worlds' in item)) return [];
    return listPrograms(key).flatMap((program) =>
      [...item.worlds, ...key.hidden].map((world) => runProgram(program, world)),
    );
  });
  const lines = traces.map(({ ended, solved, steps, trace }) =>
    [ended, solved, steps, trace].join(),
  );
  return hashText(lines.join('\n'));
}

function listPrograms({ solutions, wrong }: Key) {
  return [...solutions, ...wrong]
    .map(({ response }) => response)
    .filter((response) => response.kind === 'program')
    .map(({ program }) => program);
}
