import { type Acknowledgement, type Batch, PROTOCOL, type SittingStatus } from '../wire/batch.ts';
import type { Bound, Counted, Resume, ResumeRequest } from '../wire/entry.ts';
import type { DeviceStore } from './device-store.ts';
import type { LogHeader } from './frame.ts';
import type { Reply } from './network.ts';
import { type Outbox, type Sent, createOutbox } from './outbox.ts';
import type { Sending } from './outside.ts';
import { type Source, knows } from './takeover.ts';

/** What the way of one attempt needs from outside. */
export interface UplinkPorts {
  store: Pick<DeviceStore, 'readMark' | 'writeMark' | 'note'>;
  outside: Sending;
  /** The login card, until the server has tied the attempt to it. */
  card: string | undefined;
  /** Steps of the guided practice that are done; undefined before the first. */
  practice: () => number | undefined;
  /** Something about sending has changed: see `pending`, `failures`, `refused`. */
  changed: () => void;
  status: (status: SittingStatus) => void;
  /** True once what came with it is kept on this device. */
  bound: (bound: Bound) => Promise<boolean>;
  /**
   * The server holds what this device does not: the journal must go on from what it counts, in a
   * new epoch. `unsent` is what the server lacks; without `counted` it counts nothing.
   */
  outrun: (counted: Resume | undefined, unsent: string[]) => void;
}

/** What a device has of an attempt: its epochs, ascending. */
export interface Held {
  sources: readonly Source[];
  card: string | undefined;
}

/** Hex digits of a hash that tell two of one journal's apart. */
const SHORT = 16;

/** The way of one attempt to its sitting: ties it to its card, then sends each of its epochs. */
export class Uplink {
  readonly #ports: UplinkPorts;
  readonly #who: { sitting: string; attempt: string; secret: string };
  /** Each epoch, ascending: those that are still being added have no outbox yet. */
  readonly #outboxes = new Map<number, { source: Source; box: Outbox }>();
  readonly #coming = new Map<Source, Promise<void>>();
  #card: string | undefined;
  #binding: Promise<Reply<Bound>> | undefined;
  /** The server knows the attempt, be it in the unclaimed tray. */
  #known: boolean;
  /** The server has said what it counts, and this device has what it needs of it. */
  #isCompared: boolean;
  #comparing: Promise<Reply<Counted>> | undefined;
  #isForked = false;
  /** Epochs before this one live on in its state. */
  #first = 1;
  #stopped = false;
  /** Failed calls in a row, of any kind. */
  failures = 0;
  /** The school was last told that events are still to come: it may hear so after they have come. */
  isOwing = false;
  /** Questions under way how the sitting stands. */
  #asking = 0;

  /** `isFresh`: the attempt was begun just now, the server cannot have more of it. */
  constructor({ sitting, attempt, secret }: LogHeader, ports: UplinkPorts, isFresh: boolean) {
    this.#who = { sitting, attempt, secret };
    this.#ports = ports;
    this.#card = ports.card;
    this.#known = ports.card === undefined;
    this.#isCompared = isFresh;
  }

  /** Events that the server does not have; those of a forked epoch live on in the next one's state. */
  get pending(): number {
    const coming = [...this.#coming.keys()].reduce((sum, { lines }) => sum + lines.length, 0);
    return [...this.#outboxes].reduce((sum, [epoch, { box }]) => {
      const { forked, pending } = box.state();
      const livesOn = epoch < this.#first || (forked && epoch < this.#last);
      return sum + (livesOn ? 0 : pending);
    }, coming);
  }

  /** All that this device has of the attempt, and the card while the server has not taken it. */
  get held(): Held {
    const sources = [...this.#outboxes.values()].map(({ source }) => source);
    const all = [...new Set([...sources, ...this.#coming.keys()])];
    all.sort((a, b) => a.header.epoch - b.header.epoch);
    return { sources: all, card: this.#card };
  }

  get #last(): number {
    return Math.max(0, ...this.#outboxes.keys());
  }

  /** The server's last word on why it does not take what is sent; undefined = it does. */
  get refused(): string | undefined {
    return [...this.#outboxes.values()].map(({ box }) => box.state().refused).find(Boolean);
  }

  /** Begins to send an epoch from where the server was last known to be. */
  add(source: Source): Promise<void> {
    const coming = this.#add(source).finally(() => {
      this.#coming.delete(source);
      this.#ports.changed();
    });
    this.#coming.set(source, coming);
    return coming;
  }

  async #add(source: Source): Promise<void> {
    const { attempt, epoch } = source.header;
    // What is written while the mark is read is not what it speaks of.
    const { length } = source.lines;
    const mark = await this.#ports.store.readMark(attempt, epoch);
    // A log that ends before its mark has lost its end, and what takes its place is not sent.
    if (mark > length) void this.#ports.store.writeMark(attempt, epoch, length);
    if (this.#stopped) return;
    const box = createOutbox(
      {
        attempt,
        epoch,
        length: () => source.lines.length,
        line: (seq) => source.lines[seq - 1] ?? '',
        hashAt: (seq) => source.hashes[seq] ?? '',
        send: async (batch) => this.#note(await this.#send(batch)),
        after: this.#ports.outside.after,
        random: this.#ports.outside.random,
        acknowledged: (word) => {
          this.#acknowledge(word);
        },
        changed: ({ forked }) => {
          if (forked) this.#fork(epoch);
          this.#ports.changed();
        },
      },
      Math.min(mark, length),
    );
    this.#outboxes.set(epoch, { source, box });
    box.grown(true);
  }

  grown(epoch: number, now: boolean): void {
    this.#outboxes.get(epoch)?.box.grown(now);
  }

  /** The network may be back. */
  wake(): void {
    for (const { box } of this.#outboxes.values()) box.wake();
  }

  /** Asks how the sitting stands; binds and compares first where that is still to be done. */
  async poll(): Promise<boolean> {
    if (this.#card !== undefined) {
      const reply = await this.#bind();
      this.#note(reply);
      if (reply.kind !== 'ok') return false;
    }
    if (!this.#isCompared && this.#note(await this.#compare()).kind === 'unreachable') return false;
    if (this.#stopped) return false;
    const practice = this.#ports.practice();
    const { pending } = this;
    const word = { pending, ...(practice !== undefined && { practice }) };
    this.isOwing ||= pending > 0;
    this.#asking += 1;
    const reply = this.#note(await this.#network.askStatus(this.#who, word));
    this.#asking -= 1;
    if (reply.kind !== 'ok') return false;
    if (pending === 0) this.isOwing = false;
    this.#ports.status(reply.value);
    this.#settle();
    return true;
  }

  /** All has come: what was said of it before is taken back. */
  #settle(): void {
    const isIdle = this.#asking === 0 && !this.#stopped;
    if (this.isOwing && isIdle && this.pending === 0) void this.poll();
  }

  stop(): void {
    this.#stopped = true;
    for (const { box } of this.#outboxes.values()) box.stop();
  }

  get #network() {
    return this.#ports.outside.network;
  }

  async #send(batch: Batch): Promise<Sent> {
    if (!this.#known) {
      const reply = await this.#bind();
      if (reply.kind === 'unreachable') return reply;
      if (reply.kind === 'refused') return { kind: 'refused', code: reply.code };
    }
    if (!this.#isCompared) {
      const reply = await this.#compare();
      if (reply.kind === 'unreachable') return reply;
    }
    return batch.epoch < this.#first
      ? { kind: 'forked' }
      : this.#network.sendBatch(this.#who, batch);
  }

  #compare(): Promise<Reply<Counted>> {
    this.#comparing ??= this.#compareOnce().finally(() => {
      this.#comparing = undefined;
    });
    return this.#comparing;
  }

  async #compareOnce(): Promise<Reply<Counted>> {
    await Promise.all(this.#coming.values());
    const reply = await this.#network.askCounted(this.#who, this.#drawChains());
    if (reply.kind === 'unreachable' || this.#stopped) return reply;
    const said = reply.kind === 'ok' ? reply.value : { shared: [] };
    const isForked = this.#isForked;
    this.#isForked = false;
    this.#isCompared = true;
    if (isForked || (said.resume && this.#isNews(said.resume))) this.#handOver(said);
    return reply;
  }

  /** Those epochs of which it matters how far the server has them: earlier ones live on in them. */
  #drawChains(): ResumeRequest['chains'] {
    return [...this.#outboxes]
      .filter(([epoch]) => epoch >= this.#first)
      .map(([epoch, { source }]) => ({
        epoch,
        hashes: source.hashes.slice(1).map((hash) => hash.slice(0, SHORT)),
      }));
  }

  /** More of this very attempt than its own device has. What another device did is another branch. */
  #isNews({ from }: Resume): boolean {
    const sources = [...this.#outboxes.values()].map(({ source }) => source);
    return from.attempt === this.#who.attempt && !knows(sources, from);
  }

  /**
   * `shared` is where both histories part. The mark is no measure of it: it may be lost, and what
   * the server has already would be told once more, over answers that are newer.
   */
  #handOver({ resume, shared }: Pick<Counted, 'resume' | 'shared'>): void {
    const alike = new Map(shared.map(({ epoch, seq }) => [epoch, seq]));
    const unsent = [...this.#outboxes]
      .filter(([epoch]) => epoch >= this.#first)
      .sort(([a], [b]) => a - b)
      .flatMap(([epoch, { source, box }]) =>
        source.lines.slice(alike.get(epoch) ?? box.state().sent),
      );
    this.#first = this.#last + 1;
    this.#ports.outrun(resume, unsent);
  }

  /** The server holds another history of this epoch. One that a later epoch took over may stay so. */
  #fork(epoch: number): void {
    if (epoch < this.#last || epoch < this.#first || this.#isForked) return;
    this.#isForked = true;
    this.#isCompared = false;
    void this.poll();
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
    const binding = { protocol: PROTOCOL, attempt, secret, card } as const;
    const reply = await this.#network.bindAttempt(sitting, binding);
    if (reply.kind !== 'ok') return reply;
    this.#known = true;
    void this.#ports.bound(reply.value).then(async (isKept) => {
      if (reply.value.bound && isKept) await this.#dropCard();
    });
    this.#ports.status(reply.value.status);
    return reply;
  }

  #acknowledge({ epoch, seq, bound, status }: Acknowledgement): void {
    void this.#ports.store.writeMark(this.#who.attempt, epoch, seq);
    if (bound) void this.#dropCard();
    this.#ports.status(status);
    this.#settle();
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
