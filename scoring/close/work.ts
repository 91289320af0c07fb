import { listSteps, type ComputedStep } from './results.ts';
import type { Step } from './step.ts';
import { ability } from './step/ability.ts';
import { audit } from './step/audit.ts';
import { calibrate } from './step/calibrate.ts';
import { classical } from './step/classical.ts';
import { collapse } from './step/collapse.ts';
import { dif } from './step/dif.ts';
import { writeDocuments } from './step/documents.ts';
import { effort } from './step/effort.ts';
import { fit } from './step/fit.ts';
import { levels } from './step/levels.ts';
import { link } from './step/link.ts';
import { plausible } from './step/plausible.ts';
import { programmes } from './step/programmes.ts';
import { schools } from './step/schools.ts';
import { sensitivity } from './step/sensitivity.ts';
import { trend } from './step/trend.ts';

/** A step whose partial state is known to itself only. */
type Sealed<S extends ComputedStep> = Step<S, unknown>;

function seal<S extends ComputedStep, P>(step: Step<S, P>): Sealed<S> {
  // A partial state comes back from where the same step's slice before left it.
  return { ...step, take: (task, partial) => step.take(task, partial as P | null) };
}

const BEFORE = {
  classical: seal(classical),
  collapse: seal(collapse),
  calibrate: seal(calibrate),
  sensitivity: seal(sensitivity),
  fit: seal(fit),
  dif: seal(dif),
  effort: seal(effort),
  link: seal(link),
  ability: seal(ability),
  plausible: seal(plausible),
  schools: seal(schools),
  programmes: seal(programmes),
  trend: seal(trend),
  levels: seal(levels),
};

/** Every computed step, by name. */
export const WORK: { [S in ComputedStep]: Sealed<S> } = {
  ...BEFORE,
  documents: seal(
    writeDocuments(
      listSteps().filter((name) => name in BEFORE),
      BEFORE,
    ),
  ),
  audit: seal(audit),
};
