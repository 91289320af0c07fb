import type { WorldState } from '../../../scoring/run/state.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type { BeaconWorld } from '../../../scoring/wire/world.ts';
import { m } from '../paraglide/messages.js';
import { sayName } from './name.ts';

/** The score of a night: rows of ticks, as many below each other as the width asks for. */
export interface Score {
  height: number;
  /** The width of the labels before each line. */
  label: number;
  /** Ticks in a line, and the width of one. */
  perLine: number;
  cell: number;
  /** The height of a line with all its rows. */
  pitch: number;
  lines: ScoreLine[];
}

interface ScoreLine {
  /** The first tick, and how many there are. */
  from: number;
  ticks: number;
  rows: ScoreRow[];
}

/** One row of a line: `signs` has one character a tick; a tick that is still to come has none. */
export interface ScoreRow {
  of: 'asked' | 'lamp' | 'fog' | 'ship' | 'event';
  label: string;
  signs: string;
}

export const ROW = 30;
const AXIS = 24;
const WIDTH = 640;
const LONGEST_LINE = 40;

/** Lays out what a night asks, has shown and brings. */
export function layScore(
  world: BeaconWorld,
  state: Extract<WorldState, { kind: 'beacon' }>,
  names: Names | undefined,
): Score {
  const rows = listRows(world, state, names);
  const label = Math.max(...rows.map((row) => widthOf(row.label)));
  const perLine = Math.min(world.night, LONGEST_LINE);
  const pitch = AXIS + rows.length * ROW;
  const lines = Array.from({ length: Math.ceil(world.night / perLine) }, (_, line) => {
    const from = line * perLine;
    const ticks = Math.min(perLine, world.night - from);
    const cut = (row: ScoreRow) => ({ ...row, signs: row.signs.slice(from, from + ticks) });
    return { from, ticks, rows: rows.map(cut) };
  });
  return {
    height: lines.length * pitch,
    perLine,
    label,
    cell: Math.min(48, (WIDTH - label - 12) / perLine),
    pitch,
    lines,
  };
}

/** About as wide as `text` is drawn: a Chinese character is twice as wide as a letter. */
function widthOf(text: string): number {
  const letters = Array.from(text, (sign) => (sign < '\u2e80' ? 10.8 : 19));
  return letters.reduce((sum, letter) => sum + letter, 16);
}

function listRows(
  world: BeaconWorld,
  { strip }: Extract<WorldState, { kind: 'beacon' }>,
  names: Names | undefined,
): ScoreRow[] {
  const { night, goal, fog, ship, events = [] } = world;
  const whole = (signs: string) => signs.padEnd(night, '.');
  const rows: ScoreRow[] = [];
  if (goal.strip !== undefined)
    rows.push({ of: 'asked', label: m.kit_world_row_asked(), signs: whole(goal.strip) });
  rows.push({ of: 'lamp', label: m.kit_world_row_lamp(), signs: strip });
  if (ship !== undefined)
    rows.push({ of: 'ship', label: m.kit_world_row_ship(), signs: whole(ship) });
  if (fog !== undefined) rows.push({ of: 'fog', label: m.kit_world_row_fog(), signs: whole(fog) });
  for (const name of new Set(events.map((event) => event.name))) {
    const signs = Array.from({ length: night }, (_, tick) =>
      events.some((event) => event.name === name && event.at === tick) ? 'e' : '.',
    );
    rows.push({ of: 'event', label: sayName(names, 'events', name), signs: signs.join('') });
  }
  return rows;
}
