import { genesis, link } from '../../scoring/journal/chain.ts';
import { writeLine } from '../../scoring/journal/line.ts';
import type { JournalEvent } from '../../scoring/wire/event.ts';

/** A journal line as it lay on the device: with its hash, its time, and whether it had to leave at once. */
export interface WrittenLine {
  line: string;
  /** Hash of the chain after this line. */
  hash: string;
  wall: number;
  urgent: boolean;
}

type Head = 'v' | 'seq' | 'span' | 't' | 'wall';
type Bare<Event> = Event extends unknown ? Omit<Event, Head> : never;
/** An event without what the pen adds: version, number and times. */
export type Happening = Bare<JournalEvent>;

/** Longest silence without a tick, in ms. */
const TICK = 15_000;
const URGENT = new Set<JournalEvent['type']>(['run', 'visit', 'blur', 'handin']);

/** Writes the journal of one attempt as a device would: numbered, timed and chained. */
export interface Pen {
  lines: WrittenLine[];
  /** Net ms since the start. */
  elapsed(): number;
  write(happening: Happening): void;
  /** Lets time pass, with ticks in long silences. */
  wait(ms: number): void;
  /** The page is loaded again: the monotonic clock begins anew. */
  reload(ms: number): void;
}

export function openPen({ attempt, wall }: { attempt: string; wall: number }): Pen {
  const lines: WrittenLine[] = [];
  let hash = genesis(attempt, 1);
  let net = 0;
  let gap = 0;
  let span = 0;
  let spanStart = 0;
  let last = 0;
  const write = (happening: Happening) => {
    const at = Math.round(net);
    const event: JournalEvent = {
      v: 1,
      seq: lines.length + 1,
      span,
      t: at - spanStart,
      wall: wall + at + gap,
      ...happening,
    };
    const line = writeLine(event);
    hash = link(hash, line);
    lines.push({ line, hash, wall: event.wall, urgent: URGENT.has(event.type) });
    last = net;
  };
  return {
    lines,
    elapsed: () => net,
    write,
    wait(ms) {
      const until = net + ms;
      while (until - last > TICK) {
        net = last + TICK;
        write({ type: 'tick' });
      }
      net = until;
    },
    reload(ms) {
      gap += Math.round(ms);
      span += 1;
      spanStart = Math.round(net);
      last = net;
    },
  };
}
