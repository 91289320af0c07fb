import type { RosterEntry } from '../../scoring/wire/city.ts';
import type { DemoCity } from './city.ts';
import { listShifts } from './misfit.ts';
import { type Attempted, type FrozenForm, simulatePupil } from './pupil.ts';
import type { DemoSitting } from './sitting.ts';
import { NEWEST, drawAbility } from './truth.ts';

/** Who sits and answers: neither absent nor exempt. */
export function listPresent({ plan, absent }: DemoSitting): RosterEntry[] {
  const away = new Set(absent.map(({ seat }) => seat));
  return plan.roster.filter(({ seat, exempt }) => !away.has(seat) && !exempt);
}

/** Every attempt of a sitting that is played; none of the one that waits. */
export function playLesson(demo: DemoCity, sitting: DemoSitting, form: FrozenForm): Attempted[] {
  if (sitting.waiting) return [];
  const { seed, truth } = demo;
  const { plan, school, grade, opensAt, outage } = sitting;
  const cards = new Map(plan.cards.map(({ seat, card }) => [seat, card]));
  return listPresent(sitting).map(({ seat, pupil, enrolment, gender }) => {
    const card = cards.get(seat);
    if (card === undefined) throw new Error(`no card for seat ${seat} of ${plan.code}`);
    const drawn = drawAbility(truth, { seed, pupil, school, grade, year: NEWEST });
    const shifts = listShifts(truth.misfits, { year: NEWEST, gender });
    return simulatePupil({ seed, enrolment, card, ...drawn, shifts, opensAt, outage }, form);
  });
}
