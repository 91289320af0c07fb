import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { findMisfit } from '../../scoring/journal/fit.ts';
import { Board, BoardAction } from '../../scoring/wire/board.ts';
import { ClassList } from '../../scoring/wire/class-list.ts';
import { Seat } from '../../scoring/wire/id.ts';
import type { Item } from '../../scoring/wire/item.ts';
import { PaperEntry, PaperSheet } from '../../scoring/wire/paper.ts';
import { SittingList } from '../../scoring/wire/sitting.ts';
import {
  requireBoard,
  requireOwnOrigin,
  requireScope,
  requireSitting,
  type Entrant,
} from '../auth.ts';
import { nameBoard, nameSeats } from '../class-names.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { openPackage } from '../form.ts';
import { body, describe } from '../openapi.ts';
import { toSittingRow } from '../results.ts';
import { READER, UNTIL } from '../sitting/live.ts';
import { getBoard, sittingAt } from '../sitting/stub.ts';
import { listSittings, type Sitting } from '../store/sitting.ts';
import type { Staff } from '../store/staff.ts';

/** What would change a published campaign's answers, or bring new ones. */
const SETTLED: BoardAction['do'][] = [
  'open',
  'reopen',
  'swap',
  'void',
  'accommodate',
  'count-late',
];

/** What a pupil is given, and which answers count, is the school's to decide. */
const SCHOOLS: BoardAction['do'][] = ['accommodate', 'count-late'];

const STATES = ['open', 'paused', 'waiting', 'closed'];

interface Entered {
  Bindings: Env;
  Variables: { sitting: Sitting; staff: Entrant };
}

/** Bytes of one pupil's answers: a journal of them fits a stored row. */
const MAX_PAPER = 1_500_000;

/** Who may act is decided before a body is read: what a stranger sends costs nothing to parse. */
function mayAct(require: typeof requireSitting) {
  return createMiddleware<Entered, `/sittings/:sitting/${string}`>(async (c, next) => {
    requireOwnOrigin(c, { orAbsent: false });
    const { sitting, staff } = await require(c, c.req.param('sitting'));
    c.set('sitting', sitting);
    c.set('staff', staff);
    await next();
  });
}

export const sittingRoutes = new Hono<{ Bindings: Env }>()
  .get(
    '/sittings',
    describe({
      summary: 'The sittings that the reader may see: own classes, own school, or the city',
      answer: SittingList,
      faults: ['signed-out'],
    }),
    async (c) => {
      const staff = await requireScope(c, { kind: 'any' });
      const sittings = await listSittings(c.env.DB, sittingsOf(staff));
      const rows = sittings.map(toSittingRow);
      rows.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
      return c.json({ sittings: rows });
    },
  )
  .get(
    '/sittings/:sitting/board',
    describe({
      summary: "The proctor's board; with names, but not for a pass",
      answer: Board,
      faults: ['signed-out', 'scope-foreign', 'sitting-unknown'],
    }),
    async (c) => {
      const { sitting, staff } = await requireBoard(c, c.req.param('sitting'));
      const board = await getBoard(sittingAt(c.env.SITTING, sitting.code));
      return c.json(await showBoard(c.env, { sitting, staff }, board));
    },
  )
  .get(
    '/sittings/:sitting/live',
    describe({
      summary: 'The board as it changes, without names, over a WebSocket',
      media: 'application/json',
      faults: [
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'sitting-unknown',
        'upgrade-required',
      ],
    }),
    async (c) => {
      if (c.req.header('upgrade') !== 'websocket') throw new Fault('upgrade-required');
      requireOwnOrigin(c, { orAbsent: false });
      const { sitting, staff, expiresAt } = await requireBoard(c, c.req.param('sitting'));
      const request = new Request(c.req.raw);
      request.headers.set(READER, staff.role === 'proctor' ? 'pass' : 'staff');
      request.headers.set(UNTIL, String(expiresAt));
      return sittingAt(c.env.SITTING, sitting.code).fetch(request);
    },
  )
  .post(
    '/sittings/:sitting/actions',
    describe({
      summary: 'Whatever a proctor does to a sitting: each is an audit row',
      answer: Board,
      faults: [
        'malformed',
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'sitting-unknown',
        'attempt-unknown',
        'seat-unknown',
        'item-unknown',
        'sitting-state',
        'outside-window',
        'reopen-late',
        'campaign-published',
      ],
    }),
    mayAct(requireBoard),
    body(BoardAction),
    async (c) => {
      const { sitting, staff } = c.var;
      const action = c.req.valid('json');
      if (SCHOOLS.includes(action.do) && staff.role === 'proctor') throw new Fault('scope-foreign');
      if (SETTLED.includes(action.do) && sitting.release !== null)
        throw new Fault('campaign-published');
      const done = await sittingAt(c.env.SITTING, sitting.code).act(action, staff.id);
      if (!done.ok) throw new Fault(done.code, { detail: done.detail });
      return c.json(await showBoard(c.env, { sitting, staff }, done.board));
    },
  )
  .get(
    '/sittings/:sitting/paper',
    describe({
      summary:
        "The form for one pupil's paper, without keys, and what was entered before: an audit row",
      answer: PaperSheet,
      faults: [
        'signed-out',
        'scope-foreign',
        'sitting-unknown',
        'sitting-state',
        'outside-window',
        'seat-unknown',
      ],
    }),
    async (c) => {
      const { sitting, staff } = await requireSitting(c, c.req.param('sitting'));
      const stub = sittingAt(c.env.SITTING, sitting.code);
      const read = await stub.readPaper(readSeat(c.req.query('seat')), staff.id);
      if (!read.ok) throw new Fault(read.code, { detail: read.detail });
      const { formVersion, sheet } = read.view;
      const [pack, seats] = await Promise.all([
        openPackage(c.env, formVersion),
        nameSeats(c.env, sitting),
      ]);
      const name = seats.find(({ seat }) => seat === sheet.seat)?.name;
      return c.json({ ...sheet, ...(name === undefined ? {} : { name }), package: pack });
    },
  )
  .post(
    '/sittings/:sitting/paper',
    describe({
      summary: "One pupil's answers on paper, which replace what counted before: an audit row",
      answer: Board,
      faults: [
        'malformed',
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'sitting-unknown',
        'sitting-state',
        'outside-window',
        'campaign-published',
        'seat-unknown',
        'item-unknown',
        'response-unfit',
        'too-large',
      ],
    }),
    mayAct(requireSitting),
    bodyLimit({
      maxSize: MAX_PAPER,
      onError: () => {
        throw new Fault('too-large');
      },
    }),
    body(PaperEntry),
    async (c) => {
      const { sitting, staff } = c.var;
      const entry = c.req.valid('json');
      if (sitting.release !== null) throw new Fault('campaign-published');
      const { items } = await openPackage(c.env, sitting.formVersion);
      requireFit(items, entry.responses);
      const done = await sittingAt(c.env.SITTING, sitting.code).enterPaper(entry, staff.id);
      if (!done.ok) throw new Fault(done.code, { detail: done.detail });
      return c.json(await nameBoard(c.env, sitting, done.board));
    },
  )
  .get(
    '/sittings/:sitting/cards',
    describe({
      summary: 'The class list that goes with the printed cards',
      answer: ClassList,
      faults: ['signed-out', 'scope-foreign'],
    }),
    async (c) => {
      const { sitting } = await requireSitting(c, c.req.param('sitting'));
      const seats = await nameSeats(c.env, sitting);
      return c.json({
        seats: seats.map(({ seat, name }) => (name === undefined ? { seat } : { seat, name })),
      });
    },
  );

/** Names are the class's and its school's, not those of whoever holds a pass. */
function showBoard(
  env: Env,
  { sitting, staff }: { sitting: Sitting; staff: Entrant },
  board: Board,
): Board | Promise<Board> {
  return staff.role === 'proctor' ? board : nameBoard(env, sitting, board);
}

function readSeat(text: string | undefined): number {
  const seat = v.safeParse(Seat, Number(text));
  if (!seat.success) throw new Fault('seat-unknown');
  return seat.output;
}

/** Throws `item-unknown` or `response-unfit`: what is entered is stored whole or not at all. */
function requireFit(items: readonly Item[], responses: PaperEntry['responses']): void {
  const entries = Object.entries(responses);
  if (entries.length === 0) throw new Fault('response-unfit', { detail: 'No answer at all' });
  for (const [id, response] of entries) {
    const item = items.find((candidate) => candidate.id === id);
    if (!item) throw new Fault('item-unknown');
    const misfit = findMisfit(item, response);
    if (misfit) throw new Fault('response-unfit', { detail: `${item.id}: ${misfit}` });
  }
}

function sittingsOf({ role, school, classes }: Staff): Parameters<typeof listSittings>[1] {
  if (role === 'office') return 'city';
  if (role === 'school' && school !== undefined) return { school };
  return { classes };
}
