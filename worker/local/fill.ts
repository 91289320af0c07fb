import { writeFileSync } from 'node:fs';
import { type Api, openApi } from '../../items/demo/api.ts';
import { type DemoCity, buildCity } from '../../items/demo/city.ts';
import {
  awaitScores,
  loadCity,
  loadForms,
  loadLessons,
  loadPlans,
  publishCampaign,
} from '../../items/demo/load.ts';
import { loadPast } from '../../items/demo/load-past.ts';
import type { DemoSitting } from '../../items/demo/sitting.ts';
import * as v from 'valibot';
import { formatCode } from '../../scoring/journal/code.ts';
import { STEPS } from '../../scoring/wire/closing.ts';
import { SittingList } from '../../scoring/wire/sitting.ts';
import type { State } from './state.ts';

type Tell = (line: string) => void;

/** The city of a state folder: the same at each start, since its seed and its day are kept. */
export function openCity(state: State): DemoCity {
  return buildCity(state.origin);
}

/** The sitting that waits for a pupil and a teacher: the first of those that nobody has opened. */
export function getWaiting({ sittings }: DemoCity): DemoSitting {
  const waiting = sittings.find((sitting) => sitting.waiting);
  if (!waiting) throw new Error('no sitting waits');
  return waiting;
}

/** Has the class that waited sat its test, so that nothing is left to open? */
export async function isOver(base: string, demo: DemoCity): Promise<boolean> {
  const api = openApi(base);
  await api.signIn('demo-teacher');
  const { sittings } = v.parse(SittingList, await api.call('GET', '/sittings'));
  const { code } = getWaiting(demo).plan;
  return sittings.some((sitting) => sitting.code === code && sitting.state === 'closed');
}

/** Forms, schools and the sittings that wait: all that a first try needs. Skips what is done. */
export async function fillFirst(base: string, state: State, demo: DemoCity): Promise<void> {
  if (state.done.has('first')) return;
  const api = openApi(base);
  await loadForms(api, demo);
  await loadCity(api, demo, Date.now());
  await loadPlans(
    api,
    demo.sittings.filter(({ waiting }) => waiting),
  );
  writeFileSync(state.cards, listCards(getWaiting(demo)));
  state.note('first');
}

function listCards({ plan }: DemoSitting): string {
  const names = new Map(plan.roster.map(({ seat, name }) => [seat, name]));
  return plan.cards
    .map(({ seat, card }) => `${seat}\t${names.get(seat) ?? ''}\t${formatCode(card)}\n`)
    .join('');
}

/**
 * The rest of the city: its lessons, campaign by campaign, the years before, and the census's first
 * release. Skips what is done.
 */
export async function fillRest(
  base: string,
  state: State,
  { demo, tell }: { demo: DemoCity; tell: Tell },
): Promise<void> {
  if (state.done.has('published')) return;
  const api = openApi(base);
  const forms = await loadForms(api, demo);
  const left = demo.sittings.filter(({ waiting, plan }) => !waiting && !state.done.has(plan.code));
  const schools = openSchools(demo, left, tell);
  for (const campaign of demo.city.campaigns) {
    const sittings = left.filter(({ plan }) => plan.campaign === campaign.id);
    await loadPlans(api, sittings);
    await loadLessons(api, { demo, forms, sittings }, ({ sitting }) => {
      state.note(sitting.plan.code);
      schools.finish(sitting);
    });
  }
  const census = demo.city.campaigns.find(({ kind }) => kind === 'census');
  if (!census) throw new Error('the city has no census');
  await fillPast(api, state, { demo, tell });
  await awaitScores(api, demo, census.id);
  await loadCity(api, demo);
  await publishCampaign(api, census.id, (step) => {
    const at = `${STEPS.indexOf(step) + 1}／${STEPS.length}`;
    tell(`結算普測：第 ${at} 步 closing the census: step ${at}, ${step}`);
  });
  state.note('published');
}

/** The years before: while they are computed here, the server goes on scoring. Skipped once done. */
async function fillPast(
  api: Api,
  state: State,
  { demo, tell }: { demo: DemoCity; tell: Tell },
): Promise<void> {
  if (state.done.has('past')) return;
  await loadPast(api, demo, ({ campaign, documents }) => {
    tell(
      documents.past
        ? `${campaign.academicYear} 學年度的普測結果就緒 results of school year ${campaign.academicYear} are ready`
        : `${campaign.academicYear} 學年度的普測結果就緒；人數太少，沒有量尺 results of school year ${campaign.academicYear} are ready; too few pupils for a scale`,
    );
  });
  state.note('past');
}

/** A line of progress for so many more schools. */
const SCHOOLS_A_LINE = 9;

/** Counts schools whose lessons are all played. */
function openSchools(demo: DemoCity, left: readonly DemoSitting[], tell: Tell) {
  const all = new Set(demo.sittings.map(({ school }) => school)).size;
  const open = new Map<string, number>();
  for (const { school } of left) open.set(school, (open.get(school) ?? 0) + 1);
  return {
    finish({ school }: DemoSitting): void {
      const more = (open.get(school) ?? 1) - 1;
      open.set(school, more);
      if (more > 0) return;
      open.delete(school);
      const ready = all - open.size;
      if (ready % SCHOOLS_A_LINE === 0 || ready === all)
        tell(
          `填入虛構城市：${ready}／${all} 校 filling the fictional city: ${ready} of ${all} schools`,
        );
    },
  };
}
