import type { Diagnosis } from '../wire/diagnosis.ts';

const PEA = 'Pea 1986, ERIC ED319373';
const SWIDAN = 'Swidan 2018';
const GROVER_BASU = 'Grover & Basu 2017';
const HARTMANN = 'Hartmann 2024';
const KRABBENDAM = 'Krabbendam 2019';
const SCAPIN_MIROLO = 'Scapin & Mirolo 2020';

/**
 * Research that describes the misconception behind a diagnosis, by author and year or by the name
 * in the inventory at progmiscon.org. A diagnosis that is not listed is our own.
 */
export const SOURCES: Partial<Record<Diagnosis, string>> = {
  endless: PEA,
  'stops-at-visible-case': `${SWIDAN} (interactivity)`,
  'goal-half-met': `${PEA} (egocentrism)`,
  'hidden-mind': `${PEA}; ${HARTMANN}`,
  'order-is-free': `${PEA} (parallelism); ${SWIDAN} (sequentiality)`,
  'loop-body-too-short': KRABBENDAM,
  'after-loop-in-loop': KRABBENDAM,
  'loop-repeats-each-block': `progmiscon.org, RepeatDistributes; ${HARTMANN}`,
  'loop-runs-once': `progmiscon.org, ResetStateEachLoopIteration; ${GROVER_BASU}; ${HARTMANN}`,
  'nested-loops-added': SCAPIN_MIROLO,
  'condition-inverted': SCAPIN_MIROLO,
  'condition-watched-always': `${PEA} (parallelism)`,
  'if-taken-as-while': KRABBENDAM,
  'if-watched-always': `${PEA} (parallelism)`,
  'two-ifs-exclusive': 'progmiscon.org, ConditionalIsSequence',
  'else-always-runs': 'progmiscon.org, ElseAlwaysExecutes',
  'stops-after-false-if': 'progmiscon.org, MissingElseTerminates',
  'and-or-swapped': GROVER_BASU,
  'exclusive-or': GROVER_BASU,
  'set-for-change': GROVER_BASU,
  'variable-keeps-all': SWIDAN,
  'definition-runs': HARTMANN,
  'only-first-call-counts': HARTMANN,
};
