import type { Api } from './api.ts';
import type { DemoCity } from './city.ts';
import { type ClosedCensus, closePast } from './past.ts';

/**
 * Holds the city's earlier censuses here and puts their releases on record. Tells of each one;
 * repeatable.
 */
export async function loadPast(
  api: Api,
  demo: DemoCity,
  tell: (closed: ClosedCensus) => void,
): Promise<void> {
  for await (const closed of closePast(demo)) {
    const { campaign, documents } = closed;
    const { past, documents: reports } = documents;
    await api.call('POST', '/demo/releases', { campaign, past, reports });
    tell(closed);
  }
}
