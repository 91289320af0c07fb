import * as v from 'valibot';
import { HoldOut } from '../../scoring/wire/closing.ts';

const Row = v.pipe(
  v.object({
    item: HoldOut.entries.item,
    version: HoldOut.entries.version,
    out: v.number(),
    reason: v.string(),
    decided_by: v.string(),
    decided_at: HoldOut.entries.at,
  }),
  v.transform(({ out, decided_by: by, decided_at: at, ...rest }): HoldOut => ({
    ...rest,
    out: out === 1,
    by,
    at,
  })),
);

/** A decision on an item; the newest one of an item holds. */
export function putHoldOut(
  db: D1Database,
  { campaign, ...decision }: HoldOut & { campaign: string },
): D1PreparedStatement {
  const { item, version, out, reason, by, at } = decision;
  return db
    .prepare(
      `INSERT INTO hold_out (campaign, item, version, out, reason, decided_by, decided_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(campaign, item, version, Number(out), reason, by, at);
}

/** Every decision, newest first. */
export async function listHoldOuts(db: D1Database, campaign: string): Promise<HoldOut[]> {
  const { results } = await db
    .prepare(
      `SELECT item, version, out, reason, decided_by, decided_at FROM hold_out
       WHERE campaign = ? ORDER BY seq DESC`,
    )
    .bind(campaign)
    .all();
  return results.map((row) => v.parse(Row, row));
}

/** `item@version` of what the newest decisions leave out, ascending; they come newest first. */
export function listHeldOut(decisions: readonly HoldOut[]): string[] {
  const newest = new Map<string, boolean>();
  for (const { item, version, out } of decisions.toReversed()) {
    newest.set(`${item}@${version}`, out);
  }
  return [...newest].flatMap(([id, out]) => (out ? [id] : [])).sort();
}
