/**
 * The city's programmes: effects in standard deviations of ability, `share` of the schools take
 * part, from the census `since` on (0 = the base year). Where that is later, the members' results
 * before they joined are on record.
 */
export const PROGRAMMES = [
  {
    id: 'mobile-learning',
    zh: '行動學習',
    en: 'Mobile learning',
    effect: 0,
    share: 0.35,
    since: 1,
  },
  {
    id: 'self-learning',
    zh: '自主學習',
    en: 'Self-directed learning',
    effect: 0.1,
    share: 0.25,
    since: 0,
  },
  { id: 'maker', zh: '創客教育', en: 'Maker education', effect: 0.25, share: 0.2, since: 1 },
  { id: 'steam', zh: 'STEAM 教育', en: 'STEAM education', effect: 0.15, share: 0.15, since: 0 },
  {
    id: 'tech-centre',
    zh: '科技中心聯盟',
    en: 'Technology centre alliance',
    effect: 0,
    share: 0.2,
    since: 1,
  },
] as const;
