import type { Board } from '../scoring/wire/board.ts';
import type { Env } from './env.ts';
import { openNames } from './roster.ts';
import { listEnrolments, type Enrolment } from './store/enrolment.ts';
import type { Sitting } from './store/sitting.ts';

export type NamedEnrolment = Enrolment & { name: string | undefined };

/** A sitting's enrolments with their names, by seat. Only for who may enter its class. */
export async function nameSeats(env: Env, sitting: Sitting): Promise<NamedEnrolment[]> {
  const enrolments = await listEnrolments(env.DB, { sitting: sitting.code });
  const names = await openNames(
    env,
    sitting.school,
    enrolments.map(({ pupil }) => pupil),
  );
  return enrolments.map((enrolment) => ({ ...enrolment, name: names.get(enrolment.pupil) }));
}

/** The board as the object drew it, and the names that it does not know. */
export async function nameBoard(env: Env, sitting: Sitting, board: Board): Promise<Board> {
  const named = await nameSeats(env, sitting);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return {
    ...board,
    seats: board.seats.map((row) => {
      const name = names.get(row.enrolment);
      return name === undefined ? row : { ...row, name };
    }),
  };
}
