import type { DifFinding, FormQuality, ItemQuality } from '../../scoring/wire/quality.ts';
import { say } from '../kit/locale.svelte.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames } from '../kit/staff/words.ts';
import { countFlagged, findFavoured } from './quality.ts';
import { printDecimal } from './scale-number.ts';

type Flag = ItemQuality['flags'][number];

const FLAGS: Record<Flag, () => string> = {
  'too-easy': m.office_flag_easy,
  'too-hard': m.office_flag_hard,
  'weak-rest': m.office_flag_rest,
  misfit: m.office_flag_misfit,
  dif: m.office_flag_dif,
  drift: m.office_flag_drift,
  dependent: m.office_flag_dependent,
  dropped: m.office_flag_dropped,
  'few-answers': m.office_flag_few,
};

export function nameFlags(flags: readonly Flag[]): string {
  return joinNames(flags.map((flag) => FLAGS[flag]()));
}

export function writeQuality(items: readonly ItemQuality[]): string {
  const { flagged, untold, all } = countFlagged(items);
  if (untold === all) return m.office_quality_untold();
  return flagged === 0
    ? m.office_quality_good({ all })
    : m.office_quality_flagged({ flagged, all });
}

/** How many items nobody can judge yet; empty where all can be. */
export function writeUntold(items: readonly ItemQuality[]): string {
  const { untold, all } = countFlagged(items);
  return untold === 0 || untold === all ? '' : m.office_quality_some_untold({ n: untold });
}

/** Fewer points of reliability than this want a word of warning. */
const LOW_ALPHA = 0.7;

export function writeReliability(forms: readonly FormQuality[]): string {
  const alphas = forms.flatMap(({ alpha }) => (alpha === null ? [] : [alpha]));
  if (alphas.length === 0) return m.office_forms_unknown();
  const least = Math.min(...alphas);
  return least < LOW_ALPHA
    ? m.office_forms_low()
    : m.office_forms_good({ least: (Math.floor(least * 100) / 100).toFixed(2) });
}

/** A figure with so many decimals, or a dash where there is none. */
export function printFigure(value: number | null, decimals = 2): string {
  return value === null ? m.office_item_none() : printDecimal(value, decimals);
}

export function printP(p: number | null): string {
  return p !== null && p < 0.001 ? m.office_item_p_small() : printFigure(p, 3);
}

const GROUPS: Record<string, () => string> = {
  female: m.office_dif_girls,
  male: m.office_dif_boys,
};

export function nameGroup(group: string): string {
  return GROUPS[group]?.() ?? group;
}

/** The same as the table has room for: its legend says what A is. */
export function tellDifBriefly(finding: DifFinding): string {
  if (!finding.tested) return m.office_dif_skipped();
  return finding.ets === 'A' ? 'A' : tellDif(finding);
}

/** One comparison in words: its class, and for whom the item is easier. */
export function tellDif(finding: DifFinding): string {
  if (!finding.tested || finding.ets === null) return m.office_dif_untested();
  const favoured = findFavoured(finding);
  return favoured === undefined
    ? m.office_dif_a()
    : m.office_dif_favours({ ets: finding.ets, group: nameGroup(favoured) });
}

export function tellDrift(drift: NonNullable<ItemQuality['drift']>): string {
  if (!drift.drifting) return m.office_drift_still();
  return drift.shift > 0 ? m.office_drift_harder() : m.office_drift_easier();
}

/** What an item is besides its title. */
export function tellStanding(item: ItemQuality): string {
  return joinNames(
    [tellUncounted(item), item.anchor ? m.office_item_anchor() : ''].filter(Boolean),
  );
}

/** Why an item does not count in this release; empty for one that does. */
export function tellUncounted({ counted, heldOut }: ItemQuality): string {
  if (!counted) return m.office_item_tryout();
  return heldOut ? m.office_item_held() : '';
}

/** The forms that an item stands on, by their titles. */
export function nameForms(forms: ItemQuality['forms']): string {
  return joinNames(forms.map(({ title }) => say(title)));
}
