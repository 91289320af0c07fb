import type { Batch, SittingState, SittingStatus } from '../wire/batch.ts';
import type { Resume } from '../wire/entry.ts';
import type { Package } from '../wire/form.ts';
import { type Head, acceptBatch, emptyHead } from './accept.ts';
import type { DeviceStore } from './device-store.ts';
import type { LogHeader } from './frame.ts';
import { type Answer, createNetwork } from './network.ts';
import type { Notes } from './note.ts';
import type { Outside } from './outside.ts';
import type { StoredLog } from './store.ts';

/** Seat and form of these tests. */
export const place = {
  sitting: 'T3ST',
  school: '望潮國小',
  className: '六年二班',
  seat: 3,
  form: { version: 'a'.repeat(64) },
  package: 'b'.repeat(64),
};
export const KEY = 'a2V5';
/** A form of two items; their texts are nobody's concern here. */
const pack: Package = {
  format: 1,
  form: {
    id: 'trial',
    title: { 'zh-TW': '試', en: 'Trial' },
    grade: 6,
    minutes: 40,
    practice: [],
    items: ['one', 'two'],
  },
  practice: [],
  items: [],
  pictures: {},
};

const ok = (json: unknown): Answer => ({ status: 200, retryAfter: null, json });
const forked: Answer = {
  status: 409,
  retryAfter: null,
  json: { type: 'about:blank', title: 'x', status: 409, code: 'journal-forked' },
};

/** A sitting that stores what comes, by the rule of the real one: for tests. */
export class TrialSchool {
  state: SittingState = 'open';
  /** Told beside the state. */
  more: Partial<SittingStatus> = {};
  isDown = false;
  resume: Resume | undefined;
  calls: { path: string; body: unknown }[] = [];
  /** Answers to `status` wait for this. */
  gate: Promise<void> = Promise.resolve();
  readonly #stored = new Map<string, { head: Head; lines: string[] }>();

  linesOf(attempt: string, epoch = 1): string[] {
    return this.#stored.get(`${attempt}/${epoch}`)?.lines ?? [];
  }

  /** Has this already. */
  put({ header, lines, hashes }: StoredLog): void {
    const head = { seq: lines.length, hash: hashes[lines.length] ?? '' };
    this.#stored.set(`${header.attempt}/${header.epoch}`, { head, lines });
  }

  async answer(path: string, body: unknown): Promise<Answer> {
    this.calls.push({ path, body });
    if (this.isDown) throw new TypeError('down');
    if (path.endsWith('/status')) await this.gate;
    const key = this.state === 'open' ? { contentKey: KEY } : {};
    const status = { state: this.state, now: 1, limit: 2_400_000, ...key, ...this.more };
    if (path.endsWith('/resume')) return ok({ seat: place.seat, resume: this.resume });
    if (path.endsWith('/attempts')) return ok({ bound: true, resume: this.resume, status });
    if (path.endsWith('/batches')) return this.#take(body as Batch, status);
    return ok(status);
  }

  #take(batch: Batch, status: unknown): Answer {
    const { attempt, epoch } = batch;
    const name = `${attempt}/${epoch}`;
    const stored = this.#stored.get(name) ?? { head: emptyHead(attempt, epoch), lines: [] };
    const verdict = acceptBatch(stored.head, batch);
    if (verdict.kind === 'fork') return forked;
    if (verdict.kind === 'append') {
      stored.head = verdict.head;
      stored.lines = [...stored.lines, ...verdict.lines];
      this.#stored.set(name, stored);
    }
    const { seq, hash } = stored.head;
    return ok({ epoch, seq, head: hash, bound: true, status });
  }
}

/** One device that forgets nothing: for tests. */
export class TrialShelf {
  readonly logs = new Map<string, StoredLog>();
  readonly notes = new Map<string, Notes>();
  /** Gone for the device; a test may still look at what there was. */
  purged: string[] = [];

  open(): DeviceStore {
    const find = (header: LogHeader) => this.logs.get(`${header.attempt}/${header.epoch}`);
    const create = (header: LogHeader) => {
      const hashes = [emptyHead(header.attempt, header.epoch).hash];
      const log = { header, lines: [], hashes, torn: false };
      this.logs.set(`${header.attempt}/${header.epoch}`, log);
      return log;
    };
    return {
      health: { file: 'ok', index: 'ok' },
      list: () => Promise.resolve(this.#list()),
      open: (attempt, epoch) =>
        Promise.resolve(this.logs.get(`${attempt}/${epoch}`) ?? 'unreadable'),
      create: (header) => Promise.resolve(void create(header)),
      append: (header, entries) => {
        const log: StoredLog = find(header) ?? create(header);
        for (const { line, hash } of entries) {
          log.lines.push(line);
          log.hashes.push(hash);
        }
        return Promise.resolve();
      },
      note: (attempt, name, text) => {
        const notes = { ...this.notes.get(attempt) };
        if (text === undefined) Reflect.deleteProperty(notes, name);
        else notes[name] = text;
        this.notes.set(attempt, notes);
        return Promise.resolve();
      },
      purge: (attempt) => {
        this.purged.push(attempt);
        return Promise.resolve();
      },
      readMark: () => Promise.resolve(0),
      writeMark: () => Promise.resolve(),
    };
  }

  #list() {
    const headers = [...this.logs.values()]
      .map(({ header }) => header)
      .filter(({ attempt }) => !this.purged.includes(attempt));
    return [...new Set(headers.map(({ attempt }) => attempt))].map((attempt) => ({
      attempt,
      epochs: headers.filter((one) => one.attempt === attempt).map(({ epoch }) => epoch),
      notes: this.notes.get(attempt) ?? {},
    }));
  }
}

/** What a page is given, over timers that a test may turn; `ids` counts the attempts that were begun. */
export function openTrial(
  school: TrialSchool,
  timers: Pick<Outside, 'clock' | 'after'>,
  ids = { last: 0 },
): Outside {
  return {
    ...timers,
    network: createNetwork((path, body) => school.answer(path, body)),
    random: () => 0.5,
    makeId: () => {
      ids.last += 1;
      return `00000000-0000-4000-8000-${String(ids.last).padStart(12, '0')}`;
    },
    makeSecret: () => '0'.repeat(32),
    medium: () => ({ pointer: 'coarse', touch: true, width: 1366, height: 768, language: 'zh-TW' }),
    unseal: (_, key) => Promise.resolve(key === KEY ? pack : undefined),
  };
}
