import type { Board } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';
import { joinNames, joinSentences } from '../../kit/staff/words.ts';
import { type Ranking, countBegun } from './headline.ts';
import { countMinutes } from './seat-words.ts';
import { type Need, SILENT_AFTER, type Standing, isAllIn } from './standing.ts';

/** The sentence below the headline: the most urgent thing to know or to do. */
export function writeLead(ranking: Ranking): string {
  const { board, heaps, ranked } = ranking;
  const urgent = writeUrgent(board, ranked);
  if (board.state === 'closed') return joinSentences([...urgent, ...writeOver(ranking)]);
  // What to do before the start stands with the class's step.
  if (board.state === 'waiting')
    return joinSentences([
      ...urgent,
      countBegun(heaps) > 0 ? m.teacher_lead_unlocked() : '',
      writeTray(board),
    ]);
  if (urgent.length > 0) return joinSentences(urgent);
  return board.state === 'paused' ? m.teacher_lead_paused() : writeDuring(ranking);
}

function writeUrgent(board: Board, ranked: Standing[]): string[] {
  const seatsOf = (need: Need) => joinNames(seatsIn(ranked, need));
  const writeSilent =
    board.state === 'closed' ? m.teacher_lead_silent_closed : m.teacher_lead_silent;
  const say = (need: Need, write: (of: { seats: string }) => string) =>
    ranked.some((standing) => standing.need === need) ? write({ seats: seatsOf(need) }) : '';
  return [
    writeUnsent(ranked.filter(({ need }) => need === 'unsent')),
    say('late', m.teacher_lead_late),
    say('help', m.teacher_lead_help),
    say('silent', writeSilent),
    say('stuck', m.teacher_lead_stuck),
  ].filter(Boolean);
}

function writeDuring({ board, heaps, ranked }: Ranking): string {
  if (heaps.notStarted.length > 0) {
    const seated = seatsIn(ranked, 'seated');
    return joinSentences([
      // Whoever seems to be missing may be the one whose card fits nobody.
      writeTray(board),
      seated.length > 0 ? m.teacher_lead_seated({ seats: joinNames(seated) }) : '',
      ranked.some(({ need }) => need === 'missing') ? m.teacher_lead_missing() : '',
    ]);
  }
  if (board.unclaimed.length > 0) return writeTray(board);
  return isAllIn(heaps) ? m.teacher_lead_all_in() : m.teacher_lead_calm();
}

function writeTray({ unclaimed }: Board): string {
  return unclaimed.length > 0 ? m.teacher_lead_tray({ n: unclaimed.length }) : '';
}

function writeOver({ board, ranked }: Ranking): string[] {
  const { unscored } = board;
  if (unscored > 0) return [m.teacher_lead_unscored({ n: unscored })];
  return [
    m.teacher_lead_closed(),
    writeTray(board),
    seatsIn(ranked, 'untested').length > 0 ? m.teacher_lead_untested() : '',
  ];
}

function seatsIn(ranked: Standing[], need: Need): number[] {
  return ranked.filter((standing) => standing.need === need).map(({ row }) => row.seat);
}

function writeUnsent(standings: Standing[]): string {
  const [first, ...others] = standings;
  if (!first) return '';
  if (others.length > 0)
    return m.teacher_lead_unsent_many({ seats: joinNames(standings.map(({ row }) => row.seat)) });
  const { row, silence } = first;
  const { seat, unsent } = row;
  return silence === undefined || silence > SILENT_AFTER
    ? m.teacher_lead_unsent_off({ seat, unsent, minutes: countMinutes(silence ?? 0) })
    : m.teacher_lead_unsent_on({ seat, unsent });
}
