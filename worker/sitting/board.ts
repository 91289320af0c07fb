import type { Board, SeatRow, Unclaimed } from '../../scoring/wire/board.ts';
import type { MirrorMessage } from '../jobs/message.ts';
import { listAttempts, type AttemptRecord } from './attempt.ts';
import { pickEpoch, type PickedEpoch } from './branch.ts';
import { listNotes } from './audit.ts';
import { limitOf, type Config } from './config.ts';
import { countDevices } from './device.ts';
import { listEpochs, type EpochRecord } from './epoch.ts';
import { isPartLate } from './late.ts';
import { listBreaks } from './pause.ts';
import { countUnscored, listSeats, type SeatRecord } from './seat.ts';
import { listVoided } from './voided.ts';

type Participation = Pick<MirrorMessage, 'counts' | 'absences'>;

/** A device that waits asks every few seconds how its sitting stands. */
const WAITING_MS = 60_000;

/** One seat with all that has come in for it. */
interface Place {
  seat: SeatRecord;
  attempts: AttemptRecord[];
  epochs: EpochRecord[];
  pick: PickedEpoch | undefined;
}

/** What a row is drawn against. */
interface Frame {
  config: Config;
  items: string[];
  /** Seats whose clock is stopped. */
  breaks: number[];
}

/** The proctor's board from the kept summaries: short tables are read, no journal is. */
export function drawBoard(sql: SqlStorage, config: Config, now: number): Board {
  const { setup, state, openedAt, closedAt } = config;
  const attempts = listAttempts(sql);
  const epochs = listEpochs(sql);
  const { items } = setup.form;
  const frame = { config, items: items.map(({ item }) => item), breaks: listBreaks(sql) };
  return {
    sitting: setup.code,
    campaign: setup.campaign,
    campaignTitle: setup.campaignTitle,
    school: setup.school,
    className: setup.className,
    grade: setup.grade,
    state,
    now,
    ...(openedAt === null ? {} : { openedAt }),
    ...(closedAt === null ? {} : { closedAt }),
    limit: limitOf(config),
    items,
    devices: countDevices(sql, now),
    voided: listVoided(sql),
    incidents: listNotes(sql),
    seats: placesOf(listSeats(sql), attempts, epochs).map((place) => drawSeat(place, frame)),
    unclaimed: attempts
      .filter((attempt) => waitsInTray(attempt, epochs, now))
      .map((attempt) => drawUnclaimed(attempt, epochs)),
    unscored: countUnscored(sql),
  };
}

/** The counts and absences that the city's participation shows. */
export function countSeats(sql: SqlStorage): Participation {
  const places = placesOf(listSeats(sql), listAttempts(sql), listEpochs(sql));
  const count = (is: (place: Place) => boolean) => places.filter(is).length;
  return {
    counts: {
      enrolled: places.length,
      exempt: count(isExempt),
      absent: count((place) => !isExempt(place) && !place.pick && place.seat.absence !== null),
      started: count(({ pick }) => pick !== undefined),
      tested: count((place) => !isExempt(place) && (place.pick?.epoch.answered ?? 0) > 0),
    },
    absences: places.flatMap(({ seat: { enrolment, absence } }) =>
      absence === null ? [] : [{ enrolment, reason: absence }],
    ),
  };
}

function placesOf(seats: SeatRecord[], attempts: AttemptRecord[], epochs: EpochRecord[]): Place[] {
  return seats.map((seat) => {
    const own = attempts.filter(({ enrolment }) => enrolment === seat.enrolment);
    const held = epochs.filter(({ attempt }) => own.some(({ id }) => id === attempt));
    return { seat, attempts: own, epochs: held, pick: pickEpoch(held) };
  });
}

function drawSeat(place: Place, { config, items, breaks }: Frame): SeatRow {
  const { seat, attempts, epochs, pick } = place;
  const epoch = pick?.epoch;
  const unsent = attempts.reduce((sum, { pending }) => sum + pending, 0);
  const position = epoch?.item ? items.indexOf(epoch.item) + 1 : 0;
  const absence = seat.absence ?? (seat.exempt ? 'exempt' : undefined);
  const state = stateOf(epoch, unsent, absence);
  return {
    seat: seat.seat,
    enrolment: seat.enrolment,
    state,
    ...(state === 'absent' && absence ? { absence } : {}),
    ...(position > 0 ? { item: position } : {}),
    answered: epoch?.answered ?? 0,
    unsent,
    ...drawDevices(place),
    ...(epoch?.handedInAt == null ? {} : { handedInAt: epoch.handedInAt }),
    used: epoch?.used ?? 0,
    limit: limitOf(config, seat),
    onBreak: breaks.includes(seat.seat),
    ...(seat.accommodations ? { accommodations: seat.accommodations } : {}),
    ...(attempts.some(({ lateCounts }) => lateCounts) ? { lateCounted: true } : {}),
    flags: {
      help: epoch?.help ?? false,
      away: epoch?.away ?? false,
      branched: pick?.branched ?? false,
      late: epochs.some(isPartLate),
      rapid: epoch?.rapid ?? false,
      unlocked: epoch?.unlocked ?? false,
      gap: (epoch?.gaps ?? 0) > 0,
    },
  };
}

/** What is known of the devices themselves, and whether what counts is none's. */
function drawDevices({
  attempts,
  epochs,
  pick,
}: Place): Pick<SeatRow, 'lastSeen' | 'practice' | 'medium'> {
  const devices = attempts.filter(({ medium }) => medium === 'device');
  const counting = attempts.find(({ id }) => id === pick?.epoch.attempt);
  const steps = devices.flatMap(({ practice }) => practice ?? []);
  const isAtPractice = steps.length > 0 && (pick?.epoch.item ?? null) === null;
  return {
    ...(devices.length > 0
      ? { lastSeen: Math.max(...devices.map((device) => lastWord(device, epochs))) }
      : {}),
    ...(isAtPractice ? { practice: Math.max(...steps) } : {}),
    ...mediumOf(counting),
  };
}

/** A batch that counts is noted with its epoch alone: a row written is money. */
function lastWord({ id, lastSeen }: AttemptRecord, epochs: readonly EpochRecord[]): number {
  const own = epochs.filter(({ attempt }) => attempt === id);
  return Math.max(lastSeen, ...own.map(({ receivedAt }) => receivedAt ?? 0));
}

function mediumOf(attempt: AttemptRecord | undefined): Pick<SeatRow, 'medium'> {
  return attempt === undefined || attempt.medium === 'device' ? {} : { medium: attempt.medium };
}

/** Whoever has begun is shown at work, whatever was noted of the seat before. */
function stateOf(
  epoch: EpochRecord | undefined,
  unsent: number,
  absence: string | undefined,
): SeatRow['state'] {
  if (!epoch) return absence === undefined ? 'not-started' : 'absent';
  if (epoch.handedInAt === null) return 'working';
  return unsent > 0 ? 'finished-unsent' : 'finished';
}

/** With work to claim, or with a device that is waiting now: guesses that went away are not shown. */
function waitsInTray(attempt: AttemptRecord, epochs: EpochRecord[], now: number): boolean {
  if (attempt.enrolment !== null) return false;
  const isHere = now - attempt.lastSeen < WAITING_MS;
  return isHere || epochs.some((epoch) => epoch.attempt === attempt.id);
}

function drawUnclaimed(attempt: AttemptRecord, epochs: EpochRecord[]): Unclaimed {
  const own = epochs.filter((epoch) => epoch.attempt === attempt.id);
  return {
    attempt: attempt.id,
    firstSeen: attempt.firstSeen,
    lastSeen: lastWord(attempt, own),
    answered: pickEpoch(own)?.epoch.answered ?? 0,
    ...(attempt.claimedSeat === null ? {} : { seat: attempt.claimedSeat }),
    ...(attempt.spare === null ? {} : { spare: attempt.spare }),
    ...mediumOf(attempt),
  };
}

function isExempt({ seat }: Place): boolean {
  return seat.exempt || seat.absence === 'exempt';
}
