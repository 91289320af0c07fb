import type { SittingRow } from '../../scoring/wire/sitting.ts';
import type { Text } from '../../scoring/wire/text.ts';

export interface SittingGroup {
  /** The campaign's. */
  id: string;
  title: Text;
  sittings: SittingRow[];
}

/** Campaigns in the order given, unknown ones last; in each the classes by name. */
export function groupSittings(
  sittings: readonly SittingRow[],
  newestFirst: readonly string[],
): SittingGroup[] {
  const groups = new Map<string, SittingGroup>();
  for (const { campaign: id, campaignTitle: title } of sittings)
    if (!groups.has(id)) groups.set(id, { id, title, sittings: [] });
  for (const row of sittings.toSorted(byClass)) groups.get(row.campaign)?.sittings.push(row);
  const place = ({ id }: SittingGroup) =>
    newestFirst.includes(id) ? newestFirst.indexOf(id) : newestFirst.length;
  return [...groups.values()].sort((a, b) => place(a) - place(b));
}

function byClass(a: SittingRow, b: SittingRow): number {
  return a.className.localeCompare(b.className, 'zh-TW', { numeric: true });
}
