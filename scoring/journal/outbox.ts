import { type Acknowledgement, type Batch, MAX_BATCH, MAX_LINES, PROTOCOL } from '../wire/batch.ts';

/** What became of a batch that was handed to the network. */
export type Sent =
  | { kind: 'acknowledged'; acknowledgement: Acknowledgement }
  /** No answer, a 429 or a 5xx, a captive portal's page: try again, not before `after` ms. */
  | { kind: 'unreachable'; after?: number }
  | { kind: 'too-large' }
  /** The server holds another history of this epoch: the journal must go on in a new one. */
  | { kind: 'forked' }
  /** Any other answer, a wrong secret among them: kept, said, and tried again ever more slowly. */
  | { kind: 'refused'; code: string };

export interface OutboxState {
  /** Events up to this one are stored at the server. */
  sent: number;
  pending: number;
  /** Failed tries in a row; 0 = all is well. */
  failures: number;
  forked: boolean;
  refused: string | undefined;
}

/** What the outbox needs from outside. Times in ms. */
export interface OutboxPorts {
  attempt: string;
  epoch: number;
  /** Events in the journal. */
  length(): number;
  line(seq: number): string;
  /** Hash of the chain after event `seq`; 0 = its start. */
  hashAt(seq: number): string;
  send(batch: Batch): Promise<Sent>;
  /** Runs once after `ms`; the answer takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
  acknowledged(acknowledgement: Acknowledgement): void;
  changed(state: OutboxState): void;
}

/** A batch leaves at most this long after its first event. */
export const LONGEST_WAIT = 5_000;
const FIRST_RETRY = 1_000;
/** With a request that is given up after 30 s, all is there a minute after the network is back. */
const LONGEST_RETRY = 25_000;
/** A proxy that asks for an hour would silence a device for the rest of its lesson. */
const LONGEST_ASKED = 120_000;

export interface Outbox {
  state(): OutboxState;
  /** The journal has grown: `now` for run, navigation, loss of focus and hand-in. */
  grown(now: boolean): void;
  /** The network may be back: try at once. */
  wake(): void;
  stop(): void;
}

/**
 * The device's side of synchronisation for one epoch: sends what the server lacks, one batch at a
 * time, and forgets nothing: only an acknowledgement whose hash fits moves `sent`. Retries are
 * exponential with full jitter (Brooker 2015, "Exponential backoff and jitter"). `sent` is where
 * the server was last known to be.
 */
export function createOutbox(ports: OutboxPorts, sent: number): Outbox {
  const state: OutboxState = { sent, pending: 0, failures: 0, forked: false, refused: undefined };
  let most = MAX_LINES;
  let busy = false;
  let stopped = false;
  let cancel: (() => void) | undefined;
  /** `asked`: the server named the time itself, and is not asked sooner. */
  let due: 'later' | 'retry' | 'asked' | undefined;

  const tell = () => {
    state.pending = ports.length() - state.sent;
    ports.changed({ ...state });
  };
  const plan = (kind: 'later' | 'retry' | 'asked', ms: number) => {
    cancel?.();
    due = kind;
    cancel = ports.after(ms, () => {
      due = undefined;
      void flush();
    });
  };
  const retry = (asked?: number) => {
    state.failures += 1;
    const span = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(state.failures - 1, 10));
    const least = Math.min(asked ?? 0, LONGEST_ASKED);
    plan(asked === undefined ? 'retry' : 'asked', Math.max(least, ports.random() * span));
  };

  async function flush(): Promise<void> {
    if (busy || stopped || state.forked || ports.length() <= state.sent) return;
    cancel?.();
    due = undefined;
    busy = true;
    // A port that fails is a network that fails: nothing may leave the outbox busy for ever.
    const outcome = await ports
      .send(cutBatch(ports, state.sent, most))
      .catch((): Sent => ({ kind: 'unreachable' }));
    busy = false;
    if (hasStopped()) return;
    const goOn = settle(outcome);
    tell();
    if (goOn) void flush();
  }
  const hasStopped = () => stopped;

  /** Takes note of an outcome; true when the next batch may go at once. */
  function settle(outcome: Sent): boolean {
    switch (outcome.kind) {
      case 'acknowledged':
        return settleAcknowledged(outcome.acknowledgement);
      case 'forked':
        state.forked = true;
        return false;
      case 'too-large':
        if (most > 1) {
          most = Math.max(1, Math.floor(most / 2));
          return true;
        }
        state.refused = 'too-large';
        break;
      case 'refused':
        state.refused = outcome.code;
        break;
      case 'unreachable':
        state.refused = undefined;
    }
    retry(outcome.kind === 'unreachable' ? outcome.after : undefined);
    return false;
  }

  function settleAcknowledged(acknowledgement: Acknowledgement): boolean {
    const { seq, head } = acknowledgement;
    if (seq > ports.length() || ports.hashAt(seq) !== head) {
      state.forked = true;
      return false;
    }
    const moved = seq > state.sent;
    state.sent = seq;
    state.refused = undefined;
    ports.acknowledged(acknowledgement);
    // An answer that brings nothing forward is no success: without this a server that forgets
    // would be asked again without end.
    if (!moved) {
      retry();
      return false;
    }
    state.failures = 0;
    most = MAX_LINES;
    return true;
  }

  return {
    state: () => ({ ...state, pending: ports.length() - state.sent }),
    grown(now) {
      tell();
      if (due === 'retry' || due === 'asked') return;
      if (now) void flush();
      else if (due === undefined && !busy) plan('later', LONGEST_WAIT);
    },
    wake() {
      if (due !== 'asked') void flush();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

/** The next batch after `sent`: at most `most` lines, and under the size that a server takes. */
function cutBatch(ports: OutboxPorts, sent: number, most: number): Batch {
  const lines: string[] = [];
  const length = ports.length();
  let size = 0;
  for (let seq = sent + 1; seq <= length && lines.length < most; seq += 1) {
    const line = ports.line(seq);
    // UTF-8 takes at most three bytes a UTF-16 unit.
    size += line.length * 3;
    if (lines.length > 0 && size > MAX_BATCH) break;
    lines.push(line);
  }
  return {
    protocol: PROTOCOL,
    attempt: ports.attempt,
    epoch: ports.epoch,
    from: sent + 1,
    prev: ports.hashAt(sent),
    lines,
    pending: length - sent - lines.length,
  };
}
