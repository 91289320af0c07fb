import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { PackedAnswers } from '../../scoring/journal/answer-code.ts';
import {
  ImportReport,
  ScannedAnswers,
  type ImportOutcome,
} from '../../scoring/wire/answer-file.ts';
import { openJournal, openState, readCodes, readFile, readSealed } from '../answers/open.ts';
import { requireBoard, requireOwnOrigin, requireStaff } from '../auth.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import type { ImportResult } from '../sitting.ts';
import { sittingAt } from '../sitting/stub.ts';

interface Entered {
  Bindings: Env;
  Variables: { rooms: Rooms };
}

/** What the reader may enter of the sittings that a file names: asked once each. */
type Rooms = Map<string, Promise<Room | undefined>>;
interface Room {
  campaign: string;
  actor: string;
}

/** Bytes of one answer file. */
const MAX_FILE = 5_000_000;

/** Who may bring anything in is decided before a body is read. */
const mayImport = createMiddleware<Entered>(async (c, next) => {
  requireOwnOrigin(c, { orAbsent: false });
  await requireStaff(c);
  c.set('rooms', new Map());
  await next();
});

/** Answers that came by hand: each attempt is judged by itself, one bad one never blocks the rest. */
export const answerRoutes = new Hono<Entered>()
  .post(
    '/answer-files',
    describe({
      summary: 'An answer file of a device: stores what is not here yet; twice is once',
      answer: ImportReport,
      faults: ['origin-foreign', 'signed-out', 'too-large'],
    }),
    mayImport,
    bodyLimit({
      maxSize: MAX_FILE,
      onError: () => {
        throw new Fault('too-large');
      },
    }),
    async (c) => {
      const attempts = readFile(await c.req.text()) ?? [undefined];
      const outcomes: ImportOutcome[] = [];
      for (const attempt of attempts) outcomes.push(await importSealed(c, attempt));
      return c.json({ attempts: outcomes });
    },
  )
  .post(
    '/answer-codes',
    describe({
      summary: "A pupil's last answers, scanned from the device's screen; twice is once",
      answer: ImportReport,
      faults: ['malformed', 'origin-foreign', 'signed-out', 'too-large'],
    }),
    mayImport,
    body(ScannedAnswers),
    async (c) => {
      const answers = readCodes(c.req.valid('json').bytes);
      return c.json({ attempts: [answers ? await importCodes(c, answers) : NO_FILE] });
    },
  );

const NO_FILE: ImportOutcome = { outcome: 'refused', added: 0, why: 'not-a-file' };

async function importSealed(c: Context<Entered>, attempt: unknown): Promise<ImportOutcome> {
  if (attempt === undefined) return NO_FILE;
  const answers = readSealed(attempt);
  if (!answers) return { outcome: 'refused', added: 0, why: 'damaged' };
  return bringIn(c, answers, async (actor) => {
    const journal = await openJournal(c.env.MASTER_SECRET, answers);
    const { attempt: id } = answers;
    const stub = sittingAt(c.env.SITTING, answers.sitting);
    return journal && stub.importJournal({ attempt: id, journal, actor });
  });
}

async function importCodes(c: Context<Entered>, answers: PackedAnswers): Promise<ImportOutcome> {
  return bringIn(c, answers, async (actor) => {
    const last = await openState(c.env.MASTER_SECRET, answers);
    const { attempt: id } = answers;
    const stub = sittingAt(c.env.SITTING, answers.sitting);
    return last && stub.importState({ attempt: id, last, actor });
  });
}

/** The way that both go: into a sitting of one's own, out of its own campaign, then into its object. */
async function bringIn(
  c: Context<Entered>,
  { campaign, sitting, attempt }: PackedAnswers,
  store: (actor: string) => Promise<ImportResult | undefined>,
): Promise<ImportOutcome> {
  const of = { sitting, attempt };
  const refuse = (why: ImportOutcome['why'], seat?: number): ImportOutcome => ({
    ...of,
    ...(seat === undefined ? {} : { seat }),
    outcome: 'refused',
    added: 0,
    why,
  });
  const room = await findRoom(c, sitting);
  if (!room) return refuse('foreign-sitting');
  if (room.campaign !== campaign) return refuse('other-campaign');
  const done = await store(room.actor);
  if (!done) return refuse('damaged');
  if (!done.ok) return refuse(done.why, done.seat);
  const { seat, added, isClaimed, isLate } = done;
  const outcome = isClaimed ? (added > 0 ? 'stored' : 'known') : 'unclaimed';
  return {
    ...of,
    ...(seat === undefined ? {} : { seat }),
    outcome,
    added,
    ...(isLate ? { late: true } : {}),
  };
}

/** Undefined: not the reader's, or nobody's. */
function findRoom(c: Context<Entered>, code: string): Promise<Room | undefined> {
  const { rooms } = c.var;
  const room =
    rooms.get(code) ??
    requireBoard(c, code).then(
      ({ sitting, staff }) => ({ campaign: sitting.campaign, actor: staff.id }),
      (fault: unknown) => {
        if (fault instanceof Fault && fault.code === 'scope-foreign') return undefined;
        throw fault;
      },
    );
  rooms.set(code, room);
  return room;
}
