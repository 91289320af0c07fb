import type { LogHeader } from '../../../scoring/journal/frame.ts';
import { type Outbox, createOutbox } from '../../../scoring/journal/outbox.ts';
import type { Acknowledgement, SittingStatus } from '../../../scoring/wire/batch.ts';
import { PROTOCOL } from '../../../scoring/wire/batch.ts';
import type { Bound } from '../../../scoring/wire/entry.ts';
import { type Reply, askStatus, bindAttempt, sendBatch } from '../server.ts';
import type { DeviceStore } from './device-store.ts';

/** An epoch whose lines are to reach the server; it may still grow. */
export interface Source {
  readonly header: LogHeader;
  readonly lines: readonly string[];
  readonly hashes: readonly string[];
}

export interface UplinkPorts {
  store: Pick<DeviceStore, 'readMark' | 'writeMark' | 'note'>;
  /** The login card, until the server has tied the attempt to it. */
  card: string | undefined;
  /** Runs once after `ms`; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
  random: () => number;
  /** Something about sending has changed: see `pending`, `failures`, `refused`. */
  changed: () => void;
  status: (status: SittingStatus) => void;
  bound: (bound: Bound) => void;
  /** The server holds another history of this epoch. */
  forked: (epoch: number) => void;
}

/** The way of one attempt to its sitting: ties it to its card, then sends each of its epochs. */
export class Uplink {
  readonly #ports: UplinkPorts;
  readonly #who: { sitting: string; attempt: string; secret: string };
  readonly #outboxes = new Map<number, Outbox>();
  #card: string | undefined;
  #binding: Promise<Reply<Bound>> | undefined;
  /** The server knows the attempt, be it in the unclaimed tray. */
  #known: boolean;
  /** Failed calls in a row, of any kind. */
  failures = 0;

  constructor({ sitting, attempt, secret }: LogHeader, ports: UplinkPorts) {
    this.#who = { sitting, attempt, secret };
    this.#ports = ports;
    this.#card = ports.card;
    this.#known = ports.card === undefined;
  }

  /** Events that the server does not have; those of a forked epoch live on in the next one's state. */
  get pending(): number {
    return [...this.#outboxes.values()]
      .map((box) => box.state())
      .reduce((sum, { forked, pending }) => sum + (forked ? 0 : pending), 0);
  }

  /** The server's last word on why it does not take what is sent; undefined = it does. */
  get refused(): string | undefined {
    return [...this.#outboxes.values()].map((box) => box.state().refused).find(Boolean);
  }

  /** Begins to send an epoch from where the server was last known to be. */
  async add(source: Source): Promise<void> {
    const { attempt, epoch } = source.header;
    const mark = await this.#ports.store.readMark(attempt, epoch);
    const box = createOutbox(
      {
        attempt,
        epoch,
        length: () => source.lines.length,
        line: (seq) => source.lines[seq - 1] ?? '',
        hashAt: (seq) => source.hashes[seq] ?? '',
        send: async (batch) => this.#note(await this.#send(batch)),
        after: this.#ports.after,
        random: this.#ports.random,
        acknowledged: (word) => {
          this.#acknowledge(word);
        },
        changed: ({ forked }) => {
          if (forked) this.#ports.forked(epoch);
          this.#ports.changed();
        },
      },
      Math.min(mark, source.lines.length),
    );
    this.#outboxes.set(epoch, box);
    box.grown(true);
  }

  grown(epoch: number, now: boolean): void {
    this.#outboxes.get(epoch)?.grown(now);
  }

  /** The network may be back. */
  wake(): void {
    for (const box of this.#outboxes.values()) box.wake();
  }

  /** Asks how the sitting stands; binds first where that is still to be done. */
  async poll(): Promise<boolean> {
    if (this.#card !== undefined) {
      const reply = await this.#bind();
      this.#note(reply);
      if (reply.kind !== 'ok') return false;
    }
    const reply = this.#note(await askStatus(this.#who, this.pending));
    if (reply.kind === 'ok') this.#ports.status(reply.value);
    return reply.kind === 'ok';
  }

  stop(): void {
    for (const box of this.#outboxes.values()) box.stop();
  }

  async #send(batch: Parameters<typeof sendBatch>[1]): ReturnType<typeof sendBatch> {
    if (!this.#known) {
      const reply = await this.#bind();
      if (reply.kind === 'unreachable') return reply;
      if (reply.kind === 'refused') return { kind: 'refused', code: reply.code };
    }
    return sendBatch(this.#who, batch);
  }

  /** One at a time: the outboxes of several epochs begin together. */
  #bind(): Promise<Reply<Bound>> {
    this.#binding ??= this.#bindOnce().finally(() => {
      this.#binding = undefined;
    });
    return this.#binding;
  }

  async #bindOnce(): Promise<Reply<Bound>> {
    const { sitting, attempt, secret } = this.#who;
    const card = this.#card ?? '';
    const reply = await bindAttempt(sitting, { protocol: PROTOCOL, attempt, secret, card });
    if (reply.kind !== 'ok') return reply;
    this.#known = true;
    if (reply.value.bound) await this.#dropCard();
    this.#ports.bound(reply.value);
    this.#ports.status(reply.value.status);
    return reply;
  }

  #acknowledge({ epoch, seq, bound, status }: Acknowledgement): void {
    void this.#ports.store.writeMark(this.#who.attempt, epoch, seq);
    if (bound) void this.#dropCard();
    this.#ports.status(status);
  }

  /** The card has done its work; a device keeps no secret longer than it must. */
  async #dropCard(): Promise<void> {
    if (this.#card === undefined) return;
    this.#card = undefined;
    await this.#ports.store.note(this.#who.attempt, 'card', undefined).catch(() => undefined);
  }

  #note<R extends { kind: string }>(reply: R): R {
    this.failures = reply.kind === 'unreachable' ? this.failures + 1 : 0;
    this.#ports.changed();
    return reply;
  }
}
