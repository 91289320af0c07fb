import type { JournalEvent, JournalPlace } from '../wire/event.ts';
import type { Response } from '../wire/response.ts';
import { writeLine } from './line.ts';
import { emptyState } from './replay.ts';

type Deed<Kind extends JournalEvent = JournalEvent> = Kind extends JournalEvent
  ? Omit<Kind, 'v' | 'seq' | 'span' | 't' | 'wall'>
  : never;

/**
 * The journal of an attempt on paper, as lines in order: its start, a visit of each item in the
 * form's order with the answer where there is one, and the hand-in. `form` is the version's hash,
 * `after` the place that counted before, which this entry replaces; `wall` the instant of entering
 * in UTC milliseconds. All of it happens at one monotonic instant: paper tells nothing of time.
 */
export function writePaper(paper: {
  form: string;
  items: readonly string[];
  responses: Readonly<Record<string, Response | undefined>>;
  after: JournalPlace | undefined;
  wall: number;
}): string[] {
  const { form, items, responses, after, wall } = paper;
  const resume = after ? { resume: { from: after, state: emptyState(form) } } : {};
  const deeds: Deed[] = [
    { type: 'start', form, medium: 'paper', ...resume },
    ...items.flatMap((item): Deed[] => {
      const response = responses[item];
      const seen: Deed = { type: 'visit', item };
      return response ? [seen, { type: 'answer', item, response, reason: 'edit' }] : [seen];
    }),
    { type: 'handin' },
  ];
  return deeds.map((deed, index) =>
    writeLine({ v: 1, seq: index + 1, span: 0, t: 0, wall, ...deed }),
  );
}
