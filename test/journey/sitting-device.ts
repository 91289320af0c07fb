import { exports } from 'cloudflare:workers';
import { genesis, link } from '../../scoring/journal/chain.ts';
import { writeLine } from '../../scoring/journal/line.ts';
import type { Acknowledgement, Batch } from '../../scoring/wire/batch.ts';
import type { Bound } from '../../scoring/wire/entry.ts';
import type { JournalEvent, JournalPlace } from '../../scoring/wire/event.ts';
import type { Response as Answer } from '../../scoring/wire/response.ts';
import { CODE, FORM_VERSION } from './sitting-class.ts';

type Deed<Kind extends JournalEvent = JournalEvent> = Kind extends JournalEvent
  ? Omit<Kind, 'v' | 'seq' | 'span' | 't' | 'wall'>
  : never;

/** A pupil's device, as far as the server sees it: one journal epoch and its requests. */
export class Device {
  readonly attempt: string;
  readonly secret: string;
  readonly card: string;
  readonly epoch: number;
  readonly lines: string[] = [];
  readonly hashes: string[];

  constructor({ card, n, epoch = 1 }: { card: string; n: number; epoch?: number }) {
    this.attempt = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    this.secret = String(n).padStart(32, 'a');
    this.card = card;
    this.epoch = epoch;
    this.hashes = [genesis(this.attempt, epoch)];
  }

  get place(): JournalPlace {
    const { attempt, epoch, lines } = this;
    return { attempt, epoch, seq: lines.length, head: this.hashAt(lines.length) };
  }

  write(...deeds: Deed[]): this {
    for (const deed of deeds) {
      const seq = this.lines.length + 1;
      const head = { v: 1 as const, seq, span: 1, t: seq * 1_000, wall: 0 };
      this.append(writeLine({ ...head, ...deed }));
    }
    return this;
  }

  append(line: string): void {
    this.hashes.push(link(this.hashAt(this.lines.length), line));
    this.lines.push(line);
  }

  batch(from = 1, to = this.lines.length): Batch {
    return {
      protocol: 1,
      attempt: this.attempt,
      epoch: this.epoch,
      from,
      prev: this.hashAt(from - 1),
      lines: this.lines.slice(from - 1, to),
      pending: this.lines.length - to,
    };
  }

  async bind(): Promise<Bound> {
    const { attempt, secret, card } = this;
    const answer = await post(`attempts`, { protocol: 1, attempt, secret, card });
    return answer.json();
  }

  async send(batch: Batch = this.batch()): Promise<Acknowledgement> {
    const answer = await this.post(batch);
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  post(batch: unknown): Promise<Response> {
    return post(`attempts/${this.attempt}/batches`, batch, this.secret);
  }

  private hashAt(seq: number): string {
    const hash = this.hashes[seq];
    if (hash === undefined) throw new RangeError(`No event ${seq}`);
    return hash;
  }
}

export const START: Deed = { type: 'start', form: FORM_VERSION };
export const HAND_IN: Deed = { type: 'handin' };

export function visit(item: string): Deed {
  return { type: 'visit', item };
}

export function choose(item: string, option: string): Deed {
  const response: Answer = { kind: 'choice', option };
  return { type: 'answer', item, response, reason: 'edit' };
}

export function post(path: string, body: unknown, secret?: string): Promise<Response> {
  return exports.default.fetch(`http://test/api/v1/sittings/${CODE}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
