import * as v from 'valibot';
import { SittingState } from '../../scoring/wire/batch.ts';
import { Count, Hash, Instant, SittingCode, Uuid } from '../../scoring/wire/id.ts';

/** One row of a sitting's own audit chain, as it is copied into the city's database. */
export const SittingAudit = v.object({
  seq: Count,
  prev: Hash,
  hash: Hash,
  at: Instant,
  actor: v.string(),
  action: v.string(),
  detail: v.string(),
});
export type SittingAudit = v.InferOutput<typeof SittingAudit>;

/**
 * What a sitting's outbox sends: at least once, in any order, so both kinds are idempotent.
 * `score` names an enrolment whose counted state is to be fetched and marked. `mirror` is the
 * sitting's whole public state; `version` rises with each one, and an older one is dropped.
 */
export const ScoreMessage = v.variant('kind', [
  v.object({ kind: v.literal('score'), sitting: SittingCode, enrolment: Uuid }),
  v.object({
    kind: v.literal('mirror'),
    sitting: SittingCode,
    version: Count,
    state: SittingState,
    openedAt: v.nullable(Instant),
    closedAt: v.nullable(Instant),
    counts: v.object({
      enrolled: Count,
      exempt: Count,
      absent: Count,
      started: Count,
      tested: Count,
    }),
    /** Every seat that the proctor has marked, with its reason. */
    absences: v.array(v.object({ enrolment: Uuid, reason: v.string() })),
    /** Rows since the last mirror; a row that is sent twice is stored once. */
    audit: v.array(SittingAudit),
  }),
]);
export type ScoreMessage = v.InferOutput<typeof ScoreMessage>;
export type MirrorMessage = Extract<ScoreMessage, { kind: 'mirror' }>;
