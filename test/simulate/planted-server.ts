import { gunzipSync } from 'node:zlib';
import { link } from '../../scoring/journal/chain.ts';
import { parseLine } from '../../scoring/journal/line.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Sitting } from '../../worker/sitting.ts';
import { Died, type ObjectStorage } from './object-storage.ts';
import type { Planted } from './planted.ts';

type Accept = Sitting['accept'];
type Delivered = Parameters<Accept>[0];
type Accepted = Awaited<ReturnType<Accept>>;

interface Head {
  seq: number;
  head: string;
}

const GRACE = 120_000;

function findHead({ sql }: ObjectStorage, attempt: string, epoch: number): Head | undefined {
  const query = `SELECT seq, head FROM epoch WHERE attempt = ? AND epoch = ?`;
  return sql.exec<Head>(query, attempt, epoch).toArray()[0];
}

/** An acknowledgement of all of a batch, whatever is stored of it. */
function acknowledge({ batch: { epoch, from, prev, lines }, now }: Delivered): Accepted {
  const status = { state: 'open', now, limit: 3_600_000, charged: 0 } as const;
  const seq = from - 1 + lines.length;
  const head = lines.reduce(link, prev);
  return { ok: true, acknowledgement: { epoch, seq, head, bound: true, status } };
}

const onAccept = (plant: (accept: Accept, storage: ObjectStorage) => Accept): Planted => ({
  sitting: (sitting, storage) => ({ accept: plant(sitting.accept.bind(sitting), storage) }),
});

/** What is told of a pupil, with some answers put over what counts. */
function withAnswers(
  sitting: Sitting,
  enrolment: string,
  find: (attempt: string) => Iterable<readonly [string, Response]>,
) {
  const submission = sitting.submission(enrolment);
  if (!submission) return undefined;
  const responses = { ...submission.responses, ...Object.fromEntries(find(submission.attempt)) };
  return { ...submission, responses };
}

function listAnswers(lines: readonly string[]) {
  return lines.flatMap((line) => {
    const event = parseLine(line);
    return event?.type === 'answer' ? [event] : [];
  });
}

/** Mistakes on the server. */
export const SERVER_FAULTS: Record<string, () => Planted> = {
  'an old batch overwrites a newer answer': () => {
    const latest = new Map<string, Map<string, Response>>();
    return {
      sitting: (sitting) => ({
        accept(delivered) {
          const { attempt, lines } = delivered.batch;
          const answers = latest.get(attempt) ?? new Map<string, Response>();
          latest.set(attempt, answers);
          for (const { item, response } of listAnswers(lines)) answers.set(item, response);
          return sitting.accept(delivered);
        },
        submission: (enrolment) =>
          withAnswers(sitting, enrolment, (attempt) => latest.get(attempt) ?? []),
      }),
    };
  },

  'acknowledged before it is written': () =>
    onAccept((accept) => async (delivered) => {
      try {
        return await accept(delivered);
      } catch (error) {
        if (error instanceof Died) return acknowledge(delivered);
        throw error;
      }
    }),

  'a stale head after an eviction': () => {
    const before = new Map<string, Head>();
    return {
      sitting(sitting, storage) {
        for (const [name, { seq, head }] of before) {
          const [attempt = '', epoch = ''] = name.split('/');
          storage.sql.exec(
            `UPDATE epoch SET seq = ?, head = ? WHERE attempt = ? AND epoch = ?`,
            seq,
            head,
            attempt,
            Number(epoch),
          );
        }
        before.clear();
        return {
          accept(delivered) {
            const { attempt, epoch } = delivered.batch;
            const head = findHead(storage, attempt, epoch);
            if (head) before.set(`${attempt}/${epoch}`, head);
            return sitting.accept(delivered);
          },
        };
      },
    };
  },

  'a duplicate applied again': () =>
    onAccept((accept, storage) => (delivered) => {
      const { batch } = delivered;
      const head = findHead(storage, batch.attempt, batch.epoch);
      if (!head || batch.from + batch.lines.length - 1 > head.seq) return accept(delivered);
      const lines = batch.lines.map((line, i) =>
        line.replace(/"seq":\d+/, `"seq":${head.seq + 1 + i}`),
      );
      const from = head.seq + 1;
      return accept({ ...delivered, batch: { ...batch, from, prev: head.head, lines } });
    }),

  'blind acknowledgement of a truncated batch': () =>
    onAccept((accept) => async (delivered) => {
      const { batch } = delivered;
      const lines = batch.lines.slice(0, Math.ceil(batch.lines.length / 2));
      const accepted = await accept({ ...delivered, batch: { ...batch, lines } });
      return accepted.ok ? acknowledge(delivered) : accepted;
    }),

  'a close forgets what comes late': () =>
    onAccept((accept, storage) => (delivered) => {
      const { closedAt } = storage.sql
        .exec<{ closedAt: number | null }>(`SELECT closed_at AS closedAt FROM config`)
        .one();
      const isLate = closedAt !== null && delivered.now > closedAt + GRACE;
      return isLate ? Promise.resolve(acknowledge(delivered)) : accept(delivered);
    }),

  'answers in the order of their clocks': () => ({
    sitting: (sitting, { sql }) => ({
      submission: (enrolment) =>
        withAnswers(sitting, enrolment, (attempt) => {
          const query = `SELECT lines FROM batch WHERE attempt = ? ORDER BY epoch, from_seq`;
          const rows = sql.exec<{ lines: ArrayBuffer }>(query, attempt);
          const lines = rows
            .toArray()
            .flatMap((row) => JSON.parse(gunzipSync(row.lines).toString()) as string[]);
          return listAnswers(lines)
            .sort((a, b) => a.wall - b.wall)
            .map(({ item, response }) => [item, response] as const);
        }),
    }),
  }),

  'a message deleted before the queue has it': () => ({
    sitting: (sitting, { sql }) => ({
      async alarm() {
        const rows = sql.exec<{ id: number }>(`SELECT id FROM outbox`).toArray();
        await sitting.alarm();
        for (const { id } of rows) sql.exec(`DELETE FROM outbox WHERE id = ?`, id);
      },
    }),
  }),
};
