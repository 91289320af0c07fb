import { readFileSync } from 'node:fs';

/** Where a pupil truly is: not signed in, signed in, at work, handing over what a device held, done. */
export type Standing = 'out' | 'in' | 'working' | 'sending' | 'sent';

/** A class as it truly is, because a test made it so. */
export interface Room {
  state: 'waiting' | 'open' | 'paused' | 'closed';
  /** Devices that have reported themselves ready. */
  devices: number;
  pupils: Map<number, Standing>;
  /** Seats whose hand is up. */
  hands: number[];
  /** Attempts of which nobody knows whose they are. */
  tray: number;
  /** Seat whose device has no network. */
  offline: { seat: number; since: number } | undefined;
  unscored: number;
}

/** A device is silent once nothing was heard of it for a minute; how late a board may tell so. */
const SILENT_AFTER = 60_000;
const LATE = 8_000;

const WORDS = JSON.parse(
  readFileSync(new URL('../../web/kit/messages/teacher.zh-TW.json', import.meta.url), 'utf8'),
) as Record<string, string>;

/** The teacher's sentence in that room at `now`: two while it is a matter of seconds which is true. */
export function tellTruth(room: Room, now: number): string[] {
  const passed = room.offline ? now - room.offline.since : 0;
  const told: string[] = [];
  if (passed < SILENT_AFTER + LATE) told.push(`${writeHead(room)}。${writeLead(room, [])}`);
  if (room.offline && passed > SILENT_AFTER - LATE)
    told.push(`${writeHead(room)}。${writeLead(room, [room.offline.seat])}`);
  return told;
}

function say(key: string, values: Record<string, number | string> = {}): string {
  const words = WORDS[`teacher_${key}`];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

function seatsThat(room: Room, ...are: Standing[]): number[] {
  return [...room.pupils].filter(([, one]) => are.includes(one)).map(([seat]) => seat);
}

const join = (seats: number[]) => seats.join('、');
const named = (seats: number[]) => ({
  n: seats.length,
  seats: say('seat_list', { n: seats.length, seats: join(seats) }),
});

function writeHead(room: Room): string {
  const { state, devices, pupils } = room;
  const here = seatsThat(room, 'in').length;
  const total = pupils.size;
  if (state === 'waiting')
    return here === 0 && devices > 0
      ? say('head_devices', { ready: devices, total })
      : say('head_waiting', { ready: here, total });
  const working = seatsThat(room, 'working');
  const sending = seatsThat(room, 'sending');
  const away = seatsThat(room, 'out', 'in');
  const parts = [say('head_sent', { n: seatsThat(room, 'sent').length })];
  if (working.length > 0) parts.push(writeWorking(state, working));
  if (sending.length > 0) parts.push(say('head_unsent', named(sending)));
  if (away.length > 4) parts.push(say('head_missing', { n: away.length }));
  else if (away.length > 0) parts.push(say('head_missing_named', named(away)));
  const head = parts.join(say('head_comma'));
  return state === 'paused' ? say('head_paused', { head }) : head;
}

function writeWorking(state: Room['state'], seats: number[]): string {
  if (state === 'closed') return say('head_unfinished', named(seats));
  return say(state === 'paused' ? 'head_stopped' : 'head_working', { n: seats.length });
}

function writeLead(room: Room, silent: number[]): string {
  const { state, hands, tray, unscored } = room;
  const gone = silent.filter((seat) => room.pupils.get(seat) === 'working');
  const closed = state === 'closed';
  const urgent = seatsThat(room, 'sending')
    .map((seat) => say('lead_unsent_on', { seat, unsent: '#' }))
    .concat(hands.length > 0 ? [say('lead_help', { seats: join(hands) })] : [])
    .concat(
      gone.length > 0
        ? [say(closed ? 'lead_silent_closed' : 'lead_silent', { seats: join(gone) })]
        : [],
    );
  const waiting = tray > 0 ? [say('lead_tray', { n: tray })] : [];
  if (closed && unscored > 0) return [...urgent, say('lead_unscored', { n: unscored })].join('');
  if (closed) return [...urgent, say('lead_closed'), ...waiting].join('');
  if (state === 'waiting') return waiting.join('');
  if (urgent.length > 0) return urgent.join('');
  if (state === 'paused') return say('lead_paused');
  return [...waiting, ...writeBegun(room)].join('');
}

function writeBegun(room: Room): string[] {
  const seated = seatsThat(room, 'in');
  const out = seatsThat(room, 'out');
  if (seated.length + out.length > 0)
    return [
      ...(seated.length > 0 ? [say('lead_seated', { seats: join(seated) })] : []),
      ...(out.length > 0 ? [say('lead_missing')] : []),
    ];
  if (room.tray > 0) return [];
  return [say(seatsThat(room, 'working').length > 0 ? 'lead_calm' : 'lead_all_in')];
}
