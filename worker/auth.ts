import { bytesToHex } from '@noble/hashes/utils.js';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashText } from './digest.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { deletePassSession, findPassSession, putPassSession } from './store/pass.ts';
import { deleteSession, findSession, putSession } from './store/session.ts';
import { getSitting, type Sitting } from './store/sitting.ts';
import { findStaff, type Staff } from './store/staff.ts';

const COOKIE = '__Host-session';
const EIGHT_HOURS = 8 * 60 * 60 * 1000;

/**
 * What a request asks to enter. `any` is whatever every adult with an account may see; `board` is
 * what a proctor sees of a sitting, `class` all that is known of its pupils.
 */
export type Scope =
  | { kind: 'any' }
  | { kind: 'forms' }
  | { kind: 'city' }
  | { kind: 'school'; school: string }
  | { kind: 'class'; school: string; class: string }
  | { kind: 'board'; school: string; class: string; sitting: string };

/** An adult with an account, or whoever holds the pass of one sitting. */
export type Entrant = Staff & {
  /** The one sitting that a pass opens. */
  sitting?: string;
};

export interface SignedIn {
  staff: Entrant;
  expiresAt: number;
}

/**
 * The one place where it is decided who may enter what. A class (its board, names, results,
 * replays) is its teachers' and its school's, never the office's. A city's figures are the
 * office's alone; it never reads anything by pupil. A pass opens its sitting's board and nothing
 * else.
 */
function mayEnter(staff: Entrant, scope: Scope): boolean {
  const { role, school, classes } = staff;
  if (role === 'proctor') return scope.kind === 'board' && staff.sitting === scope.sitting;
  switch (scope.kind) {
    case 'any':
      return true;
    case 'forms':
      return role === 'office' || role === 'author';
    case 'city':
      return role === 'office';
    case 'school':
      return (role === 'school' || role === 'teacher') && school === scope.school;
    case 'class':
    case 'board':
      if (role === 'school') return school === scope.school;
      return role === 'teacher' && classes.includes(scope.class);
  }
}

/** The signed-in adult of this request. Throws the fault `signed-out`. */
export async function requireStaff<E extends { Bindings: Env }>(c: Context<E>): Promise<SignedIn> {
  const token = getCookie(c, COOKIE);
  if (token === undefined) throw new Fault('signed-out');
  const asked = { tokenHash: hashText(token), now: Date.now() };
  const found = (await findAccount(c.env.DB, asked)) ?? (await findProctor(c.env.DB, asked));
  if (!found) throw new Fault('signed-out');
  return found;
}

interface Asked {
  tokenHash: string;
  now: number;
}

async function findAccount(db: D1Database, asked: Asked): Promise<SignedIn | undefined> {
  const session = await findSession(db, asked);
  const staff = session && (await findStaff(db, session.staff));
  return staff && { staff, expiresAt: session.expiresAt };
}

async function findProctor(db: D1Database, asked: Asked): Promise<SignedIn | undefined> {
  const session = await findPassSession(db, asked);
  return session && { staff: toProctor(session.sitting), expiresAt: session.expiresAt };
}

/** Whoever holds the pass: it names nobody, so that its audit rows name the sitting. */
function toProctor(sitting: string): Entrant {
  return {
    id: `pass-${sitting.toLowerCase()}`,
    name: { 'zh-TW': '監考通行碼', en: 'Proctor’s pass' },
    role: 'proctor',
    school: undefined,
    classes: [],
    sitting,
  };
}

/** The signed-in adult, who may enter `scope`. Throws `signed-out` or `scope-foreign`. */
export async function requireScope(c: Context<{ Bindings: Env }>, scope: Scope): Promise<Staff> {
  const { staff } = await requireStaff(c);
  if (!mayEnter(staff, scope)) throw new Fault('scope-foreign');
  return staff;
}

/**
 * The sitting and the adult who may enter its class. A sitting that does not exist is refused like
 * a foreign one, so that nobody learns which codes are in use.
 */
export function requireSitting<E extends { Bindings: Env }>(
  c: Context<E>,
  code: string,
): Promise<Entered> {
  return enterSitting(c, code, 'class');
}

/** The same for the board alone, which a pass opens too. */
export function requireBoard<E extends { Bindings: Env }>(
  c: Context<E>,
  code: string,
): Promise<Entered> {
  return enterSitting(c, code, 'board');
}

interface Entered extends SignedIn {
  sitting: Sitting;
}

async function enterSitting<E extends { Bindings: Env }>(
  c: Context<E>,
  code: string,
  kind: 'class' | 'board',
): Promise<Entered> {
  const { staff, expiresAt } = await requireStaff(c);
  const sitting = await getSitting(c.env.DB, code).catch((fault: unknown) => {
    throw fault instanceof Fault ? new Fault('scope-foreign') : fault;
  });
  const { school, class: group } = sitting;
  if (!mayEnter(staff, { kind, school, class: group, sitting: sitting.code })) {
    throw new Fault('scope-foreign');
  }
  return { staff, expiresAt, sitting };
}

export async function signIn(c: Context<{ Bindings: Env }>, staff: string): Promise<number> {
  const now = Date.now();
  const expiresAt = now + EIGHT_HOURS;
  const tokenHash = giveToken(c, EIGHT_HOURS);
  await putSession(c.env.DB, { tokenHash, staff, now, expiresAt });
  return expiresAt;
}

/** Whoever showed the pass of a sitting is its proctor until `expiresAt`. */
export async function signInByPass(
  c: Context<{ Bindings: Env }>,
  pass: { sitting: string; serial: number; now: number; expiresAt: number },
): Promise<Entrant> {
  const tokenHash = giveToken(c, pass.expiresAt - pass.now);
  await putPassSession(c.env.DB, { tokenHash, ...pass });
  return toProctor(pass.sitting);
}

/** A fresh token for the browser; answers its hash. */
function giveToken(c: Context<{ Bindings: Env }>, forMs: number): string {
  const token = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  setCookie(c, COOKIE, token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: Math.ceil(forMs / 1000),
  });
  return hashText(token);
}

export async function signOut(c: Context<{ Bindings: Env }>): Promise<void> {
  const token = getCookie(c, COOKIE);
  if (token !== undefined) {
    const tokenHash = hashText(token);
    await deleteSession(c.env.DB, tokenHash);
    await deletePassSession(c.env.DB, tokenHash);
  }
  deleteCookie(c, COOKIE, { path: '/', secure: true });
}

/** Throws `origin-foreign` when a browser says that another site sent this request. */
export function requireOwnOrigin(c: Context, { orAbsent }: { orAbsent: boolean }): void {
  const origin = c.req.header('origin');
  if (origin === undefined && orAbsent) return;
  if (origin !== new URL(c.req.url).origin) throw new Fault('origin-foreign');
}

/** Throws `demo-only` outside the fictional city. */
export function requireDemo(c: Context<{ Bindings: Env }>): void {
  if (c.env.DEMO !== '1') throw new Fault('demo-only');
}
