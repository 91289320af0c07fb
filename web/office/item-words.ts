import type { ItemQuality } from '../../scoring/wire/quality.ts';
import { printCount } from '../kit/number.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames } from '../kit/staff/words.ts';
import { listJoined } from './quality.ts';
import { nameGroup, printFigure, printP, tellDif, tellDrift } from './quality-words.ts';

/** How a grade answered an item, in sentences. */
export function writeAnswers(part: ItemQuality['classical'][number]): string[] {
  return [
    part.omitted + part.notReached > 0
      ? m.office_detail_blank({
          omitted: printCount(part.omitted),
          notReached: printCount(part.notReached),
        })
      : '',
    writeThirds(part),
    part.medianSeconds === null
      ? ''
      : m.office_detail_time({ seconds: part.medianSeconds.toFixed(0) }),
    writeRest(part),
  ];
}

/** An item on several forms has no one reliability that it could be left out of. */
function writeRest({ rest, alphaWithout }: ItemQuality['classical'][number]): string {
  if (rest === null) return '';
  return alphaWithout === null
    ? m.office_detail_rest_alone({ rest: printFigure(rest) })
    : m.office_detail_rest({ rest: printFigure(rest), alpha: printFigure(alphaWithout) });
}

/** Does it tell weak pupils from strong ones: what a discrimination comes to in percent. */
function writeThirds({ byThird }: ItemQuality['classical'][number]): string {
  if (byThird === null) return '';
  const [low, middle, high] = byThird.map(findMeanShare);
  return low === undefined || middle === undefined || high === undefined
    ? ''
    : m.office_detail_thirds({ low, middle, high });
}

/** Mean share of an item's credit in whole percent, from the pupils at each credit. */
function findMeanShare(credits: readonly number[]): string | undefined {
  const pupils = credits.reduce((sum, n) => sum + n, 0);
  const earned = credits.reduce((sum, n, credit) => sum + n * credit, 0);
  const full = pupils * (credits.length - 1);
  return full === 0 ? undefined : ((earned / full) * 100).toFixed(0);
}

/** Where an item stands on the scale, how well it fits, and for whom it is easier. */
export function writeOnScale(item: ItemQuality): string[] {
  return [
    ...writeParameters(item),
    ...writeFit(item),
    ...item.dif.flatMap(writeDif),
    ...(item.drift
      ? [
          m.office_drift_detail({
            word: tellDrift(item.drift),
            shift: printFigure(item.drift.shift),
            z: printFigure(item.drift.z, 1),
          }),
        ]
      : []),
  ];
}

function writeParameters({ parameters, collapsed, slope }: ItemQuality): string[] {
  const joined = collapsed ? listJoined(collapsed) : [];
  return [
    ...joined.map((credits) => m.office_detail_collapsed({ credits: joinNames(credits) })),
    ...(parameters ? [writeSteps(parameters)] : [m.office_detail_no_scale()]),
    ...(slope === null ? [] : [m.office_detail_slope({ a: printFigure(slope) })]),
  ];
}

function writeSteps({ b, seD }: NonNullable<ItemQuality['parameters']>): string {
  return m.office_detail_steps({
    steps: joinNames(
      b.map((step, index) =>
        m.office_detail_step({ b: printFigure(step), se: printFigure(seD[index] ?? null) }),
      ),
    ),
  });
}

function writeFit({ infit, outfit, sx2 }: ItemQuality): string[] {
  return [
    ...(infit === null
      ? []
      : [m.office_detail_fit({ infit: printFigure(infit), outfit: printFigure(outfit) })]),
    ...(sx2 === null
      ? []
      : [m.office_detail_sx2({ value: printFigure(sx2.value, 1), df: sx2.df, p: printP(sx2.p) })]),
  ];
}

/** A crossing difference at this level is worth a sentence. */
const CROSSING = 0.01;

function writeDif(finding: ItemQuality['dif'][number]): string[] {
  const { reference, focal, nReference, nFocal, tested, chi2, p, delta, crossingP } = finding;
  if (!tested) return [tellDif(finding)];
  return [
    m.office_dif_detail({
      groups: joinNames([
        m.office_dif_count({ group: nameGroup(focal), n: printCount(nFocal) }),
        m.office_dif_count({ group: nameGroup(reference), n: printCount(nReference) }),
      ]),
      verdict: tellDif(finding),
      chi2: printFigure(chi2, 1),
      p: printP(p),
      delta: printFigure(delta),
    }),
    ...(crossingP !== null && crossingP < CROSSING
      ? [m.office_dif_crossing({ p: printP(crossingP) })]
      : []),
  ];
}
