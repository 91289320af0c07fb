import type { Board, SeatRow, Unclaimed } from '../../scoring/wire/board.ts';
import type { MirrorMessage } from '../jobs/message.ts';
import { listAttempts, type AttemptRecord } from './attempt.ts';
import { pickEpoch, type PickedEpoch } from './branch.ts';
import { limitOf, type Config } from './config.ts';
import { listEpochs, type EpochRecord } from './epoch.ts';
import { countUnscored, listSeats, type SeatRecord } from './seat.ts';

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

/** The proctor's board from the kept summaries: three short tables are read, no journal is. */
export function drawBoard(sql: SqlStorage, config: Config, now: number): Board {
  const { setup, state, openedAt, closedAt } = config;
  const attempts = listAttempts(sql);
  const epochs = listEpochs(sql);
  const items = setup.form.items;
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
    seats: placesOf(listSeats(sql), attempts, epochs).map((place) =>
      drawSeat(
        place,
        items.map(({ item }) => item),
      ),
    ),
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

function drawSeat({ seat, attempts, epochs, pick }: Place, items: string[]): SeatRow {
  const epoch = pick?.epoch;
  const devices = attempts.filter(({ paper }) => !paper);
  const isPaper = attempts.some(({ id, paper }) => paper && id === epoch?.attempt);
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
    ...(devices.length > 0
      ? { lastSeen: Math.max(...devices.map(({ lastSeen }) => lastSeen)) }
      : {}),
    ...(epoch?.handedInAt == null ? {} : { handedInAt: epoch.handedInAt }),
    ...(isPaper ? { paper: true as const } : {}),
    flags: {
      help: epoch?.help ?? false,
      away: epoch?.away ?? false,
      branched: pick?.branched ?? false,
      late: epochs.some(({ seq, counted }) => seq > counted),
    },
  };
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
    lastSeen: attempt.lastSeen,
    answered: pickEpoch(own)?.epoch.answered ?? 0,
    ...(attempt.claimedSeat === null ? {} : { seat: attempt.claimedSeat }),
    ...(attempt.paper ? { paper: true as const } : {}),
  };
}

function isExempt({ seat }: Place): boolean {
  return seat.exempt || seat.absence === 'exempt';
}
