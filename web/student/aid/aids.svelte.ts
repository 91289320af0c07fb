import * as v from 'valibot';
import { Accommodations } from '../../../scoring/wire/accommodation.ts';
import { chooseTextSize } from '../../kit/text-size.svelte.ts';
import { chooseTheme } from '../../kit/theme.svelte.ts';

/** What helps one pupil to read and to work, beside size and colours. */
const Aids = v.object({
  /** `away`: at hand, and put away for the moment. */
  lineReader: v.picklist(['off', 'away', 'on']),
  readAloud: Accommodations.entries.readAloud,
  /** Without a pointer: a switch works as a keyboard does. */
  keys: v.boolean(),
});
type Aids = v.InferOutput<typeof Aids>;

const KEPT = 'aids';
const NONE: Aids = { lineReader: 'off', readAloud: 'none', keys: false };

let current = $state.raw<Aids>(findKept());
show();

export const readAids = (): Aids => current;

export function chooseLineReader(lineReader: Aids['lineReader']): void {
  turnTo({ ...current, lineReader });
}

/** What the pupil was granted begins at once; what was chosen beside it stays. */
export function grantAids(granted: Accommodations): void {
  if (granted.largerText) chooseTextSize('large');
  if (granted.highContrast) chooseTheme('contrast');
  turnTo({
    lineReader: granted.lineReader ? 'on' : current.lineReader,
    readAloud: granted.readAloud,
    keys: granted.input !== 'usual',
  });
}

/** The next pupil finds the page as the first one did. */
export function dropAids(): void {
  chooseTextSize('usual');
  chooseTheme('system');
  turnTo(NONE);
}

function turnTo(aids: Aids): void {
  current = aids;
  show();
  try {
    localStorage.setItem(KEPT, JSON.stringify(aids));
  } catch {
    // A browser that keeps nothing still helps until the page is left.
  }
}

function findKept(): Aids {
  try {
    const read = v.safeParse(Aids, JSON.parse(localStorage.getItem(KEPT) ?? 'null'));
    return read.success ? read.output : NONE;
  } catch {
    return NONE;
  }
}

/** student.css hangs on the attribute. */
function show(): void {
  document.documentElement.toggleAttribute('data-keys', current.keys);
}
