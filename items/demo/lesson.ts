import type { RosterEntry } from '../../scoring/wire/city.ts';
import type { DemoCity } from './city.ts';
import { type Attempted, type FrozenForm, simulatePupil } from './pupil.ts';
import type { DemoSitting } from './sitting.ts';
import { drawAbility } from './truth.ts';

/** Who sits and answers: neither absent nor exempt. */
export function listPresent({ plan, absent }: DemoSitting): RosterEntry[] {
  const away = new Set(absent.map(({ seat }) => seat));
  return plan.roster.filter(({ seat, exempt }) => !away.has(seat) && !exempt);
}

/** Every attempt of a sitting that is played; none of the one that waits. */
export function playLesson(demo: DemoCity, sitting: DemoSitting, form: FrozenForm): Attempted[] {
  if (sitting.waiting) return [];
  const { plan, school, grade, opensAt, outage } = sitting;
  const cards = new Map(plan.cards.map(({ seat, card }) => [seat, card]));
  return listPresent(sitting).map(({ seat, pupil, enrolment }) => {
    const card = cards.get(seat);
    if (card === undefined) throw new Error(`no card for seat ${seat} of ${plan.code}`);
    const drawn = drawAbility(demo.truth, { seed: demo.seed, pupil, school, grade });
    return simulatePupil({ seed: demo.seed, enrolment, card, ...drawn, opensAt, outage }, form);
  });
}
