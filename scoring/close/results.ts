import type { Calibration } from '../calibrate/calibrate.ts';
import type { Dependence } from '../calibrate/dependence.ts';
import type { ResponseMatrix } from '../calibrate/matrix.ts';
import type { Population } from '../irt/population.ts';
import { STEPS } from '../wire/closing.ts';
import type { DifFinding, FormQuality, ItemQuality, QualityReport } from '../wire/quality.ts';
import type { CityReport, SchoolReport } from '../wire/report.ts';
import type { ProgrammeResult, ResultsReport, Trend } from '../wire/results.ts';
import type { Link, PastYear, Scale } from '../wire/scale.ts';

/** What a step came to: a value, or in a short name why there is none. */
export type Outcome<T> = { status: 'done'; value: T } | { status: 'skipped'; why: string };

/** Item statistics of one grade, with the column that they are of. */
export type GradedItem = ItemQuality['classical'][number] & { id: string };

export interface Classical {
  forms: FormQuality[];
  items: GradedItem[];
}

/** The part of the input that the scale is made from: see step/collapse. */
export interface Collapsed {
  /** Grades with enough pupils, lowest first: the groups of the calibration. */
  grades: number[];
  /** Positions of these pupils in the input's matrix, ascending. */
  rows: Uint32Array;
  /** Per row of `rows`: index into `grades`. */
  gradeOf: Uint8Array;
  /** These pupils × the counted items that are not held out, categories joined. */
  matrix: ResponseMatrix;
  /** Category of the key (index) → category of the calibration, by column. */
  maps: { id: string; categories: number[] }[];
}

export interface Sensitivity {
  converged: boolean;
  logLik: number;
  slopes: { id: string; a: number }[];
  correlation: { grade: number; value: number }[];
}

export interface Fit {
  items: { id: string; infit: number; outfit: number; sx2: ItemQuality['sx2'] }[];
  /** Every pair, ascending by id. */
  pairs: Dependence[];
  unlikely: { grade: number; n: number; flagged: number }[];
}

export interface Effort {
  /** Per row of the input's matrix: 1 where response-time effort is below .9. */
  low: Uint8Array;
  grades: {
    grade: number;
    n: number;
    low: number;
    /** Mean share of credit in percent, with and without those of low effort. */
    mean: number;
    meanWithout: number;
  }[];
}

/** Items and populations on the metric of the base year. */
export interface Linked {
  items: { id: string; a: number; d: number[]; b: number[]; seD: number[] }[];
  groups: { grade: number; n: number; mean: number; variance: number }[];
  converged: boolean;
  cycles: number;
  logLik: number;
  /** Null in the base year. */
  link: Link | null;
  /** Of every common item; empty in the base year. */
  drift: { id: string; shift: number; z: number; drifting: boolean }[];
}

/** One grade's pupils with their schools: rows are positions in `Collapsed.rows`. */
export interface GradePupils {
  grade: number;
  rows: Uint32Array;
  /** Per pupil: index into `schools`. */
  school: Uint16Array;
  /** School ids, ascending. */
  schools: string[];
}

export interface Abilities {
  grades: (GradePupils & { population: Population; reliability: number })[];
  /** Per row of `Collapsed.rows`, on the θ metric. */
  eap: { theta: Float64Array; se: Float64Array };
  wle: { theta: Float64Array; se: Float64Array };
  /** 500 and 100: the total latent distribution (between + within schools) of one grade. */
  reference: Scale['reference'];
}

/** Draws of θ for the pupils of `Abilities.grades`, in their order. */
export interface Plausible {
  grades: { grade: number; draws: Float64Array[] }[];
}

/** A figure of the reported scale before suppression, with its 95 % interval. */
export interface Measure {
  value: number;
  se: number;
  lo: number;
  hi: number;
}

export interface GradeSchools {
  grade: number;
  n: number;
  /** This year's pupils: measurement and absence. */
  mean: Measure;
  /** The cohort as one draw, pupils nested in schools. */
  cohort: Measure;
  sd: number;
  between: number;
  icc: { value: number; lo: number; hi: number };
  schools: {
    school: string;
    n: number;
    mean: Measure;
    /** Among the schools that may be shown; null for the others, and with fewer than three. */
    effect: Measure | null;
    share: number;
  }[];
  districts: { district: string; n: number; mean: Measure }[];
  /** Share of the pupils with at least three fifths of the credit of their form, in percent. */
  share: number;
}

/** A programme's result before suppression: figures are absent where it was refused. */
export interface ProgrammeFinding {
  programme: string;
  members: string[];
  others: string[];
  difference: Measure | null;
  unadjusted: Measure | null;
  covariates: ProgrammeResult['covariates'];
  why: ProgrammeResult['why'];
  /** The newest year in which no present member had joined; null without one. */
  before: string | null;
}

export interface Levels {
  grade: number;
  cuts: number[];
  shares: number[];
  accuracy: number;
  consistency: number;
}

/** A document as it is stored and read: `scope` and page are its key within the release. */
export interface ScopedDocument {
  scope: 'city' | 'school';
  /** A school's id; empty for the city, whose id the store knows. */
  scopeId: string;
  report: CityReport | SchoolReport | QualityReport | ResultsReport;
}

export interface Documents {
  documents: ScopedDocument[];
  /** The scale version of this release and what later years need of it; null where none was made. */
  scale: Scale | null;
  past: PastYear | null;
}

/** The results of a close, by step; a step's result rests on the input and those before it. */
export interface Results {
  classical?: Outcome<Classical>;
  collapse?: Outcome<Collapsed>;
  /** Concurrent over the grades; in a later year free of the base year's scale. */
  calibrate?: Outcome<Calibration>;
  sensitivity?: Outcome<Sensitivity>;
  fit?: Outcome<Fit>;
  dif?: Outcome<{ id: string; finding: DifFinding }[]>;
  effort?: Outcome<Effort>;
  link?: Outcome<Linked>;
  ability?: Outcome<Abilities>;
  plausible?: Outcome<Plausible>;
  schools?: Outcome<GradeSchools[]>;
  programmes?: Outcome<{ grade: number; findings: ProgrammeFinding[] }[]>;
  trend?: Outcome<{ grade: number; trend: Trend }[]>;
  levels?: Outcome<Levels[]>;
  documents?: Outcome<Documents>;
  audit?: Outcome<{ hidden: number; equations: number }>;
}

/** The steps that are computed; `gather` is the making of the input. */
export type ComputedStep = keyof Results;

/** The steps that are computed, in their order. */
export function listSteps(): ComputedStep[] {
  return STEPS.filter((step) => step !== 'gather');
}

/** The value of a step's result, or undefined where it was skipped or is not there yet. */
export function findValue<T>(outcome: Outcome<T> | undefined): T | undefined {
  return outcome?.status === 'done' ? outcome.value : undefined;
}

/** The same where there must be one. Throws when the step was skipped or is not there yet. */
export function getValue<T>(outcome: Outcome<T> | undefined, step: ComputedStep): T {
  if (outcome?.status !== 'done') throw new Error(`no result of step ${step}`);
  return outcome.value;
}

export function done<T>(value: T): Outcome<T> {
  return { status: 'done', value };
}

export function skipped(why: string): { status: 'skipped'; why: string } {
  return { status: 'skipped', why };
}
