import { GRID } from '../../irt/grid.ts';
import type { PastYear, Scale } from '../../wire/scale.ts';
import type { ClosingInput } from '../input.ts';
import { nameScale } from '../record.ts';
import { findValue, type Results } from '../results.ts';
import { reportLinkError } from '../step/trend.ts';

/** The scale version of this release, frozen with it; null where none was made. */
export function buildScale(input: ClosingInput, results: Results): Scale | null {
  const collapsed = findValue(results.collapse);
  const linked = findValue(results.link);
  const abilities = findValue(results.ability);
  if (!collapsed || !linked || !abilities) return null;
  const { campaign, release } = input.report;
  return {
    id: nameScale(input),
    ...{ campaign, release, academicYear: input.academicYear, model: 'pcm' },
    items: linked.items.map(({ id, a, d }) => ({
      ...{ id, a, d },
      categories: collapsed.maps.find((map) => map.id === id)?.categories ?? [],
    })),
    groups: linked.groups,
    reference: abilities.reference,
    link: linked.link,
    grid: {
      from: GRID.nodes[0] ?? 0,
      to: GRID.nodes[GRID.nodes.length - 1] ?? 0,
      nodes: GRID.nodes.length,
    },
    heldOut: input.heldOut,
  };
}

/** What later years need of this release, before anything is hidden: it is not a page. */
export function buildPastYear(
  input: ClosingInput,
  results: Results,
  scale: Scale | null,
): PastYear | null {
  const grades = findValue(results.schools);
  if (!scale || !grades) return null;
  const linkError = reportLinkError(scale.link?.error, scale.reference.sd);
  return {
    campaign: input.report.campaign,
    academicYear: input.academicYear,
    scale,
    grades: grades.map(({ grade, n, cohort, icc, schools }) => ({
      ...{ grade, n, mean: cohort.value, se: cohort.se, linkError, icc: icc.value },
      schools: schools.map(({ school, n, mean }) => ({
        ...{ school, n, mean: mean.value, se: mean.se },
      })),
    })),
  };
}
