import { taipei } from '../../items/demo/calendar.ts';
import { buildCity } from '../../items/demo/city.ts';
import { type Check, closeYears, listChecks } from '../../items/demo/recovery.ts';

/**
 * The demo city's three censuses, drawn at the level of scores and closed one after the other: do
 * the closes find drift, trend, school effects, programmes and unfair items as they were put in?
 */
export function recoverDemo({ seed, pupils }: { seed: string; pupils: number }): Check[] {
  const demo = buildCity({ seed, pupils, now: taipei(2026, 11, 24) });
  return listChecks(demo.truth, closeYears(demo));
}

/** A table as Markdown has it. */
export function writeChecks(checks: readonly Check[]): string {
  const rows = checks.map(
    ({ name, wanted, found, ok }) => `| ${ok ? '✓' : '✗'} | ${name} | ${wanted} | ${found} |`,
  );
  return ['| | what | wanted | found |', '|---|---|---|---|', ...rows].join('\n');
}
