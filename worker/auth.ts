import { bytesToHex } from '@noble/hashes/utils.js';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashText } from './digest.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { deleteSession, findSession, putSession } from './store/session.ts';
import { getSitting, type Sitting } from './store/sitting.ts';
import { findStaff, type Staff } from './store/staff.ts';

const COOKIE = '__Host-session';
const EIGHT_HOURS = 8 * 60 * 60 * 1000;

/** What a request asks to enter. `any` is whatever every signed-in adult may see. */
export type Scope =
  | { kind: 'any' }
  | { kind: 'forms' }
  | { kind: 'city' }
  | { kind: 'school'; school: string }
  | { kind: 'class'; school: string; class: string };

export interface SignedIn {
  staff: Staff;
  expiresAt: number;
}

/**
 * The one place where it is decided who may enter what. A class (its board, names, results,
 * replays) is its teachers' and its school's, never the office's. A city's figures are the
 * office's alone; it never reads anything by pupil.
 */
function mayEnter(staff: Staff, scope: Scope): boolean {
  const { role, school, classes } = staff;
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
      if (role === 'school') return school === scope.school;
      return role === 'teacher' && classes.includes(scope.class);
  }
}

/** The signed-in adult of this request. Throws the fault `signed-out`. */
export async function requireStaff<E extends { Bindings: Env }>(c: Context<E>): Promise<SignedIn> {
  const token = getCookie(c, COOKIE);
  if (token === undefined) throw new Fault('signed-out');
  const now = Date.now();
  const session = await findSession(c.env.DB, { tokenHash: hashText(token), now });
  const staff = session && (await findStaff(c.env.DB, session.staff));
  if (!staff) throw new Fault('signed-out');
  return { staff, expiresAt: session.expiresAt };
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
export async function requireSitting<E extends { Bindings: Env }>(
  c: Context<E>,
  code: string,
): Promise<{ staff: Staff; sitting: Sitting }> {
  const { staff } = await requireStaff(c);
  const sitting = await getSitting(c.env.DB, code).catch((fault: unknown) => {
    throw fault instanceof Fault ? new Fault('scope-foreign') : fault;
  });
  const scope: Scope = { kind: 'class', school: sitting.school, class: sitting.class };
  if (!mayEnter(staff, scope)) throw new Fault('scope-foreign');
  return { staff, sitting };
}

export async function signIn(c: Context<{ Bindings: Env }>, staff: string): Promise<number> {
  const token = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  const now = Date.now();
  const expiresAt = now + EIGHT_HOURS;
  await putSession(c.env.DB, { tokenHash: hashText(token), staff, now, expiresAt });
  setCookie(c, COOKIE, token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: EIGHT_HOURS / 1000,
  });
  return expiresAt;
}

export async function signOut(c: Context<{ Bindings: Env }>): Promise<void> {
  const token = getCookie(c, COOKIE);
  if (token !== undefined) await deleteSession(c.env.DB, hashText(token));
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
