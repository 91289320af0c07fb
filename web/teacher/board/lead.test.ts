import { describe, expect, it, vi } from 'vitest';
import type { Board, SeatRow } from '../../../scoring/wire/board.ts';
import { CALM, blankBoard, blankSeat } from './blank-board.ts';
import type { Ranking } from './headline.ts';
import { PRACTICE_STEPS, STUCK_AFTER, heapSeats, rankSeats } from './standing.ts';

const NOW = 1_000_000_000;
const MINUTE = 60_000;

// What the words ask of a page: no compiler of runes and no document are here.
vi.stubGlobal('$state', (value: unknown) => value);
vi.stubGlobal('document', { documentElement: {} });
const { writeHeadline } = await import('./headline.ts');
const { writeLead } = await import('./lead.ts');
const write = (ranking: Ranking) => `${writeHeadline(ranking)}。${writeLead(ranking)}`;

function rank(change: Partial<Board>): Ranking {
  const board = blankBoard({ now: NOW, openedAt: NOW - MINUTE, ...change });
  const ranked = rankSeats({ board, now: NOW });
  return { board, ranked, heaps: heapSeats(ranked) };
}

const here = { lastSeen: NOW };
const seated = (seat: number) => blankSeat(seat, { ...here, practice: PRACTICE_STEPS });
const working = (seat: number, change: Partial<SeatRow> = {}) =>
  blankSeat(seat, { ...here, state: 'working', item: 3, ...change });
const sent = (seat: number) => blankSeat(seat, { ...here, state: 'finished', handedInAt: NOW });
const stray = { attempt: '0', firstSeen: NOW, lastSeen: NOW, answered: 2 };

describe('the sentence of the board', () => {
  it.each<[string, Partial<Board>, string[]]>([
    [
      'before anybody: the devices',
      {
        seats: [blankSeat(1), blankSeat(2)],
        devices: { ready: 2, earlier: 0, unfit: 0, troubles: [] },
      },
      ['測驗還沒開始', '今天有 2 台裝置準備好了'],
    ],
    ['some have signed in', { seats: [seated(1), blankSeat(2)] }, ['2 人中有 1 人已就位']],
    ['all have signed in', { seats: [seated(1), seated(2)] }, ['2 人中有 2 人已就位']],
    [
      'begun by the unlock code',
      { seats: [working(1, { flags: { ...CALM, unlocked: true } }), blankSeat(2)] },
      ['1 人用開卷碼先開始了', '請按「開始測驗」'],
    ],
    [
      'not begun when it was opened',
      { state: 'open', seats: [working(1), seated(2), blankSeat(3)] },
      ['1 人作答中', '2 人還沒開始：2、3 號', '2 號已登入，還沒開始', '還沒登入的學生'],
    ],
    [
      'one whose card fits nobody, before the start',
      { seats: [seated(1), blankSeat(2)], unclaimed: [stray] },
      ['2 人中有 1 人已就位', '有 1 份答案還不知道是誰的'],
    ],
    [
      'one whose card fits nobody, and so seems to be missing',
      { state: 'open', seats: [working(1), blankSeat(2)], unclaimed: [stray] },
      ['1 人還沒開始：2 號', '有 1 份答案還不知道是誰的', '還沒登入的學生'],
    ],
    [
      'stuck in the practice',
      {
        state: 'open',
        openedAt: NOW - STUCK_AFTER,
        seats: [working(1), blankSeat(2, { ...here, practice: 1 })],
      },
      ['2 號練習卡住了'],
    ],
    [
      'one raises a hand',
      { state: 'open', seats: [working(1, { flags: { ...CALM, help: true } })] },
      ['1 號舉手'],
    ],
    ['all calm', { state: 'open', seats: [working(1), sent(2)] }, ['1 人作答中', '一切順利']],
    ['all in', { state: 'open', seats: [sent(1)] }, ['可以結束測驗了']],
    [
      'all in, but answers without an owner',
      { state: 'open', seats: [sent(1)], unclaimed: [stray] },
      ['1 人已交卷', '有 1 份答案還不知道是誰的'],
    ],
    ['a pause', { state: 'paused', seats: [working(1)] }, ['測驗暫停中', '暫停的時間不計入']],
    [
      'over, one without a network',
      {
        state: 'closed',
        closedAt: NOW - MINUTE,
        seats: [sent(1), working(2, { lastSeen: NOW - 5 * MINUTE })],
      },
      ['1 人沒有交卷：2 號', '2 號的裝置在測驗結束前就沒有連線'],
    ],
    [
      'over, answers that came late',
      {
        state: 'closed',
        closedAt: NOW - MINUTE,
        seats: [sent(1), blankSeat(2, { ...here, flags: { ...CALM, late: true } })],
      },
      ['2 號有晚到的作答，尚未採計', '測驗已結束'],
    ],
    [
      'over, answers without an owner',
      { state: 'closed', closedAt: NOW - MINUTE, seats: [sent(1)], unclaimed: [stray] },
      ['測驗已結束', '有 1 份答案還不知道是誰的'],
    ],
  ])('%s', (_, change, words) => {
    const said = write(rank(change));
    for (const word of words) expect(said).toContain(word);
  });

  it('does not call the room calm or done while answers have no owner', () => {
    const said = write(rank({ state: 'open', seats: [sent(1)], unclaimed: [stray] }));
    expect(said).not.toMatch(/順利|可以結束/);
  });

  it('says nothing of a lost connection of those who heard of the end', () => {
    const closedAt = NOW - 5 * MINUTE;
    const seats = [working(1, { lastSeen: closedAt }), working(2, { lastSeen: closedAt + 1 })];
    expect(write(rank({ state: 'closed', closedAt, seats }))).not.toContain('沒有連線');
  });
});
