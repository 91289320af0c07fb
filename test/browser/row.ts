import * as v from 'valibot';
import { openApi } from '../../items/demo/api.ts';
import { Board, type SeatRow } from '../../scoring/wire/board.ts';

/** What the proctor's board says of a seat of a lesson. */
export async function readRow(address: string, code: string, seat: number): Promise<SeatRow> {
  const api = openApi(address);
  await api.signIn('demo-teacher');
  const { seats } = v.parse(Board, await api.call('GET', `/sittings/${code}/board`));
  const row = seats.find((each) => each.seat === seat);
  if (!row) throw new Error(`no seat ${seat}`);
  return row;
}
