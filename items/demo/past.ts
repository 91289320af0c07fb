import type { ClosingInput } from '../../scoring/close/input.ts';
import { type Documents, type Results, getValue, listSteps } from '../../scoring/close/results.ts';
import { runSlice } from '../../scoring/close/run.ts';
import type { Campaign } from '../../scoring/wire/city.ts';
import type { PastYear } from '../../scoring/wire/scale.ts';
import { type Census, planCensus } from './census.ts';
import type { DemoCity } from './city.ts';
import { simulateCensus } from './closing-input.ts';
import { composePastForm } from './past-form.ts';
import { NEWEST } from './truth.ts';

/** An earlier census: what its close took in, and what it left. */
export interface ClosedCensus {
  campaign: Campaign;
  input: ClosingInput;
  documents: Documents;
}

/** The city's censuses before the newest one, the base year first. */
export function planPast({ seed, pupils, city }: DemoCity): Census[] {
  const newest = city.campaigns.find(({ kind }) => kind === 'census')?.academicYear;
  if (newest === undefined) throw new Error('the city has no census');
  return Array.from({ length: NEWEST }, (_, year) =>
    planCensus({ seed, pupils, academicYear: newest - NEWEST + year }),
  );
}

/**
 * Holds and closes the earlier censuses one after the other, each linked to those before it, and
 * lets others work between two slices. In a city with too few pupils for a scale they have the
 * descriptive pages only, and no later year is linked to them.
 */
export async function* closePast(demo: DemoCity): AsyncGenerator<ClosedCensus> {
  const past: PastYear[] = [];
  for (const [year, census] of planPast(demo).entries()) {
    const { campaign } = census;
    const forms = campaign.forms.map(({ form }) => composePastForm(form, campaign.academicYear));
    const input = simulateCensus(demo, census, { year, forms, past: [...past] });
    const results = await closePatiently(input);
    const documents = getValue(results.documents, 'documents');
    if (documents.past) past.push(documents.past);
    yield { campaign, input, documents };
  }
}

async function closePatiently(input: ClosingInput): Promise<Results> {
  let results: Results = {};
  for (const step of listSteps()) {
    let slice = runSlice(input, results, { step, partial: null });
    while (slice.kind === 'more') {
      await new Promise((resolve) => setImmediate(resolve));
      slice = runSlice(input, results, { step, partial: slice.partial });
    }
    results = { ...results, [step]: slice.result };
  }
  return results;
}
