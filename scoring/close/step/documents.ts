import { buildCityReport, buildSchoolReport } from '../../report/release.ts';
import { attackPages } from '../document/attack.ts';
import { buildQuality } from '../document/quality.ts';
import { buildResults } from '../document/results.ts';
import { buildPastYear, buildScale } from '../document/scale.ts';
import { recordSteps, type Traits } from '../record.ts';
import { type ComputedStep, done, type Documents, type ScopedDocument } from '../results.ts';
import type { Step, Task } from '../step.ts';

/**
 * Every page of the release, with the scale and what later years need. `traits` are those of the
 * steps before, whose records the quality page carries.
 */
export function writeDocuments(reads: readonly ComputedStep[], traits: Traits): Step<'documents'> {
  return {
    reads,
    seeded: false,
    take: (task) => ({ kind: 'done', result: done(build(task, traits)) }),
  };
}

function build({ input, results }: Task, traits: Traits): Documents {
  const { report } = input;
  const city = buildCityReport(report);
  const scale = buildScale(input, results);
  const page = buildResults(input, results, scale);
  const { hidden, equations } = attackPages({ city, results: page }, results);
  const records = recordSteps(input, results, traits);
  const schools = [...new Set(report.classes.map(({ school }) => school))];
  const ofCity = (document: ScopedDocument['report']): ScopedDocument => ({
    ...{ scope: 'city', scopeId: '', report: document },
  });
  return {
    documents: [
      ofCity(city),
      ofCity(buildQuality(input, results, { scale, records })),
      ofCity({ ...page, audit: { hidden, equations } }),
      ...schools.map((school): ScopedDocument => ({
        scope: 'school',
        scopeId: school,
        report: buildSchoolReport(report, { school, city }),
      })),
    ],
    scale,
    past: buildPastYear(input, results, scale),
  };
}
