import type { AttemptState, JournalEvent, JournalPlace } from '../wire/event.ts';
import { writeLine } from './line.ts';

type Deed<Kind extends JournalEvent = JournalEvent> = Kind extends JournalEvent
  ? Omit<Kind, 'v' | 'seq' | 'span' | 't' | 'wall'>
  : never;

/**
 * The journal of answers that came by codes, as lines in order: a start that goes on from where
 * the device's own journal ends (`from`) and holds what it comes to, each answer once more as this
 * journal's own, and the hand-in where there was one. `wall` is the instant of reading in UTC
 * milliseconds. All of it happens at one monotonic instant: codes tell nothing of the process.
 */
export function writeRecovered({
  from,
  state,
  wall,
}: {
  from: JournalPlace;
  state: AttemptState;
  wall: number;
}): string[] {
  const deeds: Deed[] = [
    {
      type: 'start',
      form: state.form,
      medium: 'recovered',
      resume: { from, state: { ...state, handedIn: false } },
    },
    ...Object.entries(state.responses).map(([item, response]): Deed => ({
      type: 'answer',
      item,
      response,
      reason: 'edit',
    })),
    ...(state.handedIn ? [{ type: 'handin' } as const] : []),
  ];
  return deeds.map((deed, index) =>
    writeLine({ v: 1, seq: index + 1, span: 0, t: 0, wall, ...deed }),
  );
}
