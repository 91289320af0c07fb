import * as v from 'valibot';
import { SittingState } from './batch.ts';
import { Count, Instant, SittingCode, Slug } from './id.ts';
import { Text } from './text.ts';

/** May this reader see how the class did, and if not, what it waits for. */
export const ResultsView = v.variant('status', [
  v.object({ status: v.literal('visible') }),
  /** `not-closed`: the sitting is not over. `not-published`: a census waits for its publication. */
  v.object({ status: v.literal('hidden'), why: v.picklist(['not-closed', 'not-published']) }),
]);
export type ResultsView = v.InferOutput<typeof ResultsView>;

/** One of a staff member's own sittings. */
export const SittingRow = v.object({
  code: SittingCode,
  campaign: Slug,
  campaignTitle: Text,
  kind: v.picklist(['pilot', 'census', 'before-after', 'rehearsal']),
  school: Slug,
  schoolName: Text,
  class: Slug,
  className: v.string(),
  grade: Count,
  state: SittingState,
  openedAt: v.optional(Instant),
  closedAt: v.optional(Instant),
  enrolled: Count,
  tested: Count,
  results: ResultsView,
});
export type SittingRow = v.InferOutput<typeof SittingRow>;

/** `GET /sittings`: waiting and open ones first. */
export const SittingList = v.object({ sittings: v.array(SittingRow) });
export type SittingList = v.InferOutput<typeof SittingList>;
