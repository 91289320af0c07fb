import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Board, BoardAction } from '../../scoring/wire/board.ts';
import { ClassList } from '../../scoring/wire/class-list.ts';
import { SittingList } from '../../scoring/wire/sitting.ts';
import { requireOwnOrigin, requireScope, requireSitting } from '../auth.ts';
import { nameBoard, nameSeats } from '../class-names.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { body, describe } from '../openapi.ts';
import { toSittingRow } from '../results.ts';
import { getBoard, sittingAt } from '../sitting/stub.ts';
import { listSittings, type Sitting } from '../store/sitting.ts';
import type { Staff } from '../store/staff.ts';

const STATES = ['open', 'paused', 'waiting', 'closed'];

interface Entered {
  Bindings: Env;
  Variables: { sitting: Sitting; staff: Staff };
}

/** Who may act is decided before a body is read: what a stranger sends costs nothing to parse. */
const mayAct = createMiddleware<Entered, '/sittings/:sitting/actions'>(async (c, next) => {
  requireOwnOrigin(c, { orAbsent: false });
  const { sitting, staff } = await requireSitting(c, c.req.param('sitting'));
  c.set('sitting', sitting);
  c.set('staff', staff);
  await next();
});

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
      summary: "The proctor's board, with names",
      answer: Board,
      faults: ['signed-out', 'scope-foreign', 'sitting-unknown'],
    }),
    async (c) => {
      const { sitting } = await requireSitting(c, c.req.param('sitting'));
      const board = await getBoard(sittingAt(c.env.SITTING, sitting.code));
      return c.json(await nameBoard(c.env, sitting, board));
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
      const { sitting } = await requireSitting(c, c.req.param('sitting'));
      return sittingAt(c.env.SITTING, sitting.code).fetch(c.req.raw);
    },
  )
  .post(
    '/sittings/:sitting/actions',
    describe({
      summary: 'Open, pause, extend, close, mark absent, claim: each is an audit row',
      answer: Board,
      faults: [
        'malformed',
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'sitting-unknown',
        'attempt-unknown',
        'seat-unknown',
        'sitting-state',
        'outside-window',
        'reopen-late',
        'campaign-published',
      ],
    }),
    mayAct,
    body(BoardAction),
    async (c) => {
      const { sitting, staff } = c.var;
      const action = c.req.valid('json');
      const opens = action.do === 'open' || action.do === 'reopen';
      if (opens && sitting.release !== null) throw new Fault('campaign-published');
      const done = await sittingAt(c.env.SITTING, sitting.code).act(action, staff.id);
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

function sittingsOf({ role, school, classes }: Staff): Parameters<typeof listSittings>[1] {
  if (role === 'office') return 'city';
  if (role === 'school' && school !== undefined) return { school };
  return { classes };
}
