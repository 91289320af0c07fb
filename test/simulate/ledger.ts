import { gunzipSync } from 'node:zlib';
import { genesis, link } from '../../scoring/journal/chain.ts';
import { decodeLog, type LogHeader } from '../../scoring/journal/frame.ts';
import type { Answer } from '../../scoring/journal/network.ts';
import type { Entry } from '../../scoring/journal/store.ts';
import type { Batch } from '../../scoring/wire/batch.ts';
import type { AttemptState } from '../../scoring/wire/event.ts';
import type { Machine } from './machine.ts';
import type { Scheduler } from './scheduler.ts';
import type { Screen } from './screen.ts';
import type { Call, Server } from './server.ts';

/** The invariants of the design, by number; what a run finds is filed under one. */
export type Invariant =
  'fault' | 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10' | 'I11';

export interface Violation {
  invariant: Invariant;
  /** Virtual milliseconds since the beginning. */
  at: number;
  what: string;
}

/** One answer that a pupil gave: its number is in the answer itself. */
export interface Edit {
  item: string;
  attempt: string;
  machine: Machine;
  /** The screen said that it is kept on this device, and nothing has destroyed it there since. */
  saved: boolean;
  /** The screen said that the server has it. */
  sent: boolean;
}

/** Requests of one page in a minute, for one attempt: more is no backoff. */
const MOST_REQUESTS = 90;
const MINUTE = 60_000;

type Journal = { lines: string[]; hashes: string[]; saved: number; header: LogHeader };

/** What really happened, seen from above: every edit, every line, and what either end said of them. */
export class Ledger {
  readonly violations: Violation[] = [];
  readonly edits: Edit[] = [];
  /** Highest edit of each item that the server has stored of an attempt, by `attempt/item`. */
  readonly stored = new Map<string, number>();
  /** What the screen showed last of each attempt. */
  readonly shown = new Map<string, AttemptState>();
  /** Attempts of which a machine lost what it had said to keep. */
  readonly destroyed = new Set<string>();
  readonly heads = new Map<string, { seq: number; head: string }>();
  readonly #scheduler: Scheduler;
  readonly #server: Server;
  /** Each place in a journal that a device ever wrote. */
  readonly #written = new Map<string, Set<string>>();
  /** The edit at each place of the journals, as last written. */
  readonly #places = new Map<string, number[]>();
  readonly #seen = new WeakMap<object, { lines: number; saved: number }>();
  readonly #touched = new Set<Screen>();
  readonly #requests = new Map<string, number[]>();

  constructor(scheduler: Scheduler, server: Server) {
    this.#scheduler = scheduler;
    this.#server = server;
  }

  report(invariant: Invariant, what: string): void {
    this.violations.push({ invariant, at: this.#scheduler.passed, what });
    this.#scheduler.note(`${invariant} ${what}`);
  }

  /** Something happened on this page: it is looked at when all has come to rest. */
  touch(page: Screen): void {
    this.#touched.add(page);
  }

  /** False once something is wrong: what follows would only be more of it. */
  look(): boolean {
    for (const page of this.#touched) if (page.isAlive) this.#lookAt(page);
    this.#touched.clear();
    return this.violations.length === 0;
  }

  /** A page hands lines to its stores. */
  writes(header: LogHeader, entries: readonly Entry[]): void {
    const written = this.#writtenIn(nameOf(header));
    for (const { seq, hash } of entries) written.add(`${seq}:${hash}`);
  }

  /** A page sends something. */
  sends(page: Screen, { path, body }: Call): void {
    const attempt = /attempts\/([^/]+)/.exec(path)?.[1];
    if (attempt === undefined) return;
    this.#countRequest(`${page.name} ${attempt}`);
    if (!path.endsWith('/batches') || page.course?.header.attempt === attempt) return;
    // An earlier pupil's, whose journal goes on unseen.
    const { epoch, from, prev, lines } = body as Batch;
    const written = this.#writtenIn(nameOf({ attempt, epoch }));
    let hash = prev;
    for (const [i, line] of lines.entries()) {
      hash = link(hash, line);
      written.add(`${from + i}:${hash}`);
    }
  }

  /** The server has been asked; `answer` is what it would say. */
  answers({ path, body }: Call, answer: Answer | undefined): void {
    if (answer?.status === 500) this.report('fault', `the object threw: ${String(answer.json)}`);
    const attempt = /attempts\/([^/]+)\/batches/.exec(path)?.[1];
    if (attempt === undefined) return;
    this.#check(attempt);
    if (answer?.status !== 200) return;
    const { epoch, seq, head } = answer.json as { epoch: number; seq: number; head: string };
    const { epoch: asked } = body as Batch;
    const durable = this.heads.get(nameOf({ attempt, epoch }));
    if (epoch !== asked) this.report('I5', `epoch ${asked} was answered with epoch ${epoch}`);
    if (seq > (durable?.seq ?? 0))
      this.report('I5', `${seq} acknowledged, ${durable?.seq ?? 0} stored`);
    if (seq === durable?.seq && head !== durable.head)
      this.report('I5', 'another head was answered');
  }

  /** Something destroys what a machine holds: what could be read before and cannot be now is excused. */
  destroys(machine: Machine, destroy: () => void): void {
    const before = listEdits(machine);
    destroy();
    const after = listEdits(machine);
    for (const n of before) {
      const edit = this.edits[n];
      if (!edit || after.has(n)) continue;
      edit.saved = false;
      this.destroyed.add(edit.attempt);
    }
  }

  #lookAt(page: Screen): void {
    const { course } = page;
    if (!course) return;
    const journal = course.journal as Journal;
    const seen = this.#seen.get(journal) ?? { lines: 0, saved: 0 };
    this.#seen.set(journal, seen);
    const name = nameOf(journal.header);
    const places = this.#places.get(name) ?? [];
    this.#places.set(name, places);
    const written = this.#writtenIn(name);
    for (; seen.lines < journal.lines.length; seen.lines += 1) {
      const line = journal.lines[seen.lines] ?? '';
      written.add(`${seen.lines + 1}:${journal.hashes[seen.lines + 1] ?? ''}`);
      const [edit = -1] = line.includes('"type":"answer"') ? findEdits(line) : [];
      places[seen.lines + 1] = edit;
    }
    for (; seen.saved < journal.saved; seen.saved += 1) {
      const edit = this.edits[places[seen.saved + 1] ?? -1];
      if (edit) edit.saved = true;
    }
    this.shown.set(journal.header.attempt, course.state);
    if (course.safety.pending === 0) this.#believeSent(journal, places);
  }

  #believeSent({ header, lines, hashes }: Journal, places: number[]): void {
    const { length } = lines;
    if (length === 0) return;
    const durable = this.heads.get(nameOf(header));
    if (!durable || durable.seq < length)
      this.report('I4', `shown as sent to ${length}, stored to ${durable?.seq ?? 0}`);
    else if (durable.seq === length && durable.head !== hashes[length])
      this.report('I2', 'shown as sent, another history is stored');
    for (let seq = length; seq > 0; seq -= 1) {
      const edit = this.edits[places[seq] ?? -1];
      if (edit?.sent) break;
      if (edit) edit.sent = true;
    }
  }

  /** What is stored of an attempt is whole, in order, once, and what its device wrote. */
  #check(attempt: string): void {
    const { sql } = this.#server.storage;
    const epochs = sql
      .exec<{ epoch: number; seq: number; head: string }>(
        `SELECT epoch, seq, head FROM epoch WHERE attempt = ?`,
        attempt,
      )
      .toArray();
    for (const { epoch, seq, head } of epochs) {
      const name = nameOf({ attempt, epoch });
      const known = this.heads.get(name) ?? { seq: 0, head: genesis(attempt, epoch) };
      if (seq === known.seq && head === known.head && !this.#hasTwice(attempt, epoch, seq))
        continue;
      if (seq < known.seq) this.report('I5', `the head of ${name} went back to ${seq}`);
      const hash = this.#follow(attempt, epoch, known);
      if (hash.seq !== seq || hash.head !== head)
        this.report('I1', `${name} is not one chain to ${seq}`);
      if (!this.#writtenIn(name).has(`${seq}:${head}`))
        this.report('I2', `${name} holds what its device never wrote`);
      this.heads.set(name, { seq, head });
    }
  }

  #hasTwice(attempt: string, epoch: number, seq: number): boolean {
    const { lines } = this.#server.storage.sql
      .exec<{ lines: number }>(
        `SELECT coalesce(sum(to_seq - from_seq + 1), 0) AS lines FROM batch
         WHERE attempt = ? AND epoch = ?`,
        attempt,
        epoch,
      )
      .one();
    if (lines !== seq) this.report('I1', `${lines} lines are stored of ${seq} events`);
    return lines !== seq;
  }

  #follow(attempt: string, epoch: number, known: { seq: number; head: string }) {
    const rows = this.#server.storage.sql
      .exec<{ from_seq: number; to_seq: number; lines: ArrayBuffer }>(
        `SELECT from_seq, to_seq, lines FROM batch
         WHERE attempt = ? AND epoch = ? AND to_seq > ? ORDER BY from_seq`,
        attempt,
        epoch,
        known.seq,
      )
      .toArray();
    let { seq, head } = known;
    for (const row of rows) {
      if (row.from_seq !== seq + 1) this.report('I1', `event ${row.from_seq} comes after ${seq}`);
      for (const line of JSON.parse(gunzipSync(row.lines).toString()) as string[]) {
        seq += 1;
        head = link(head, line);
        this.#store(attempt, line);
      }
    }
    return { seq, head };
  }

  #store(attempt: string, line: string): void {
    const isAnswer = line.includes('"type":"answer"');
    for (const n of findEdits(line)) {
      const edit = this.edits[n];
      if (!edit) continue;
      if (isAnswer && edit.attempt !== attempt)
        this.report('I6', `an answer of ${edit.attempt} is stored under ${attempt}`);
      const place = `${attempt}/${edit.item}`;
      this.stored.set(place, Math.max(n, this.stored.get(place) ?? -1));
    }
  }

  #countRequest(who: string): void {
    const { now } = this.#scheduler;
    const times = this.#requests.get(who) ?? [];
    this.#requests.set(who, times);
    times.push(now);
    while ((times[0] ?? now) < now - MINUTE) times.shift();
    if (times.length === MOST_REQUESTS)
      this.report('I11', `${who}: ${times.length} requests a minute`);
  }

  #writtenIn(name: string): Set<string> {
    const written = this.#written.get(name) ?? new Set();
    this.#written.set(name, written);
    return written;
  }
}

const nameOf = ({ attempt, epoch }: { attempt: string; epoch: number }) => `${attempt}/${epoch}`;

/** The numbers of all edits that a line speaks of. */
function findEdits(line: string): number[] {
  return Array.from(line.matchAll(/"values":\[(\d+)\]/g), ([, n]) => Number(n));
}

/** Every edit that this machine could still read, as the app would join its two stores. */
function listEdits({ disk, shelf }: Machine): Set<number> {
  const lines: string[] = [];
  const names = new Set([...disk.folders.keys(), ...shelf.attempts.keys()]);
  for (const attempt of names) {
    const kept = shelf.attempts.get(attempt);
    const epochs = [
      ...(disk.folders.get(attempt)?.files.keys() ?? []),
      ...(kept?.heads.keys() ?? []),
    ];
    for (const epoch of new Set(epochs)) {
      const log = decodeLog(disk.find(attempt, epoch)?.read() ?? new Uint8Array());
      if (!log.ok && !kept?.heads.has(epoch)) continue;
      const own = log.ok ? [...log.lines] : [];
      for (let entry; (entry = kept?.lines.get(epoch)?.get(own.length + 1));) own.push(entry.line);
      lines.push(...own);
    }
  }
  return new Set(lines.flatMap(findEdits));
}
