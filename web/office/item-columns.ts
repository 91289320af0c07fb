import type { ItemQuality } from '../../scoring/wire/quality.ts';
import { say } from '../kit/locale.svelte.ts';
import { m } from '../kit/paraglide/messages.js';
import type { SortColumn } from '../kit/staff/sorting.ts';
import { joinNames, nameGrade } from '../kit/staff/words.ts';
import { findLargestDif, findShare, findWeakest, listGrades } from './quality.ts';
import {
  nameFlags,
  nameForms,
  printFigure,
  printP,
  tellDifBriefly,
  tellDrift,
  tellUncounted,
} from './quality-words.ts';

type ItemColumn = SortColumn<ItemQuality>;

/** The items' table: what an office looks at first, and in the file all that a researcher needs. */
export function itemColumns(items: readonly ItemQuality[]): ItemColumn[] {
  return [
    {
      label: m.office_item_col(),
      text: ({ title }) => say(title),
      sort: ({ title }) => say(title),
    },
    {
      label: m.office_item_flags(),
      text: (item) => joinNames([nameFlags(item.flags), tellUncounted(item)].filter(Boolean)),
      value: ({ flags }) => nameFlags(flags),
      sort: ({ flags }) => -flags.length,
    },
    ...listGrades(items).map(shareColumn),
    {
      label: m.office_item_rest(),
      hint: m.office_item_rest_hint(),
      text: (item) => printFigure(findWeakest(item)),
      value: findWeakest,
      sort: findWeakest,
      numeric: true,
    },
    {
      label: m.office_item_infit(),
      hint: m.office_item_infit_hint(),
      text: ({ infit }) => printFigure(infit),
      value: ({ infit }) => infit,
      sort: ({ infit }) => infit,
      numeric: true,
    },
    {
      label: m.office_item_sx2(),
      hint: m.office_item_sx2_hint(),
      text: ({ sx2 }) => printP(sx2?.p ?? null),
      value: ({ sx2 }) => sx2?.p ?? null,
      sort: ({ sx2 }) => sx2?.p ?? null,
      numeric: true,
    },
    {
      label: m.office_item_dif(),
      hint: m.office_item_dif_hint(),
      text: ({ dif }) => joinNames(dif.map(tellDifBriefly)) || m.office_dif_none(),
      sort: findLargestDif,
    },
    {
      label: m.office_item_drift(),
      hint: m.office_item_drift_hint(),
      text: ({ drift }) => (drift ? tellDrift(drift) : m.office_item_none()),
      sort: ({ drift }) => (drift ? Math.abs(drift.z) : null),
    },
    {
      label: m.office_item_forms(),
      text: ({ forms }) => nameForms(forms),
      sort: ({ forms }) => nameForms(forms),
    },
    ...fileColumns(),
  ];
}

function shareColumn(grade: number): ItemColumn {
  const percent = (item: ItemQuality) => {
    const share = findShare(item, grade);
    return share === null ? null : share * 100;
  };
  return {
    label: m.office_item_share({ grade: nameGrade(grade) }),
    hint: m.office_item_share_hint(),
    text: (item) => {
      const share = percent(item);
      return share === null ? tellMasked(item, grade) : `${share.toFixed(0)} %`;
    },
    value: percent,
    sort: percent,
    numeric: true,
  };
}

/** A share that would tell nearly every pupil's answer says only on which side it lies. */
function tellMasked({ classical, flags }: ItemQuality, grade: number): string {
  if (!classical.some((part) => part.grade === grade && part.n > 0)) return m.office_item_none();
  if (flags.includes('too-easy')) return m.office_item_most();
  return flags.includes('too-hard') ? m.office_item_fewest() : m.office_item_none();
}

/** Names as the literature has them: these columns are read by programs. */
function fileColumns(): ItemColumn[] {
  const columns: [string, (item: ItemQuality) => string | number | null][] = [
    ['item', ({ item }) => item],
    ['version', ({ version }) => version],
    ['counted', ({ counted }) => String(counted)],
    ['held out', ({ heldOut }) => String(heldOut)],
    ['outfit', ({ outfit }) => outfit],
    ['S-X2', ({ sx2 }) => sx2?.value ?? null],
    ['df', ({ sx2 }) => sx2?.df ?? null],
    ['b', ({ parameters }) => parameters?.b.join(' ') ?? null],
    ['d', ({ parameters }) => parameters?.d.join(' ') ?? null],
    ['SE d', ({ parameters }) => parameters?.seD.join(' ') ?? null],
    ['a (GPCM)', ({ slope }) => slope],
    ['MH delta', findDelta],
    ['drift z', ({ drift }) => drift?.z ?? null],
  ];
  return columns.map(([label, value]) => ({
    label,
    text: (item) => String(value(item) ?? ''),
    value,
    sort: value,
    fileOnly: true,
  }));
}

function findDelta({ dif }: ItemQuality): number | null {
  return dif[0]?.delta ?? null;
}
