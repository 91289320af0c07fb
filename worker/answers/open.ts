import { inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { unpackAnswers, type PackedAnswers } from '../../scoring/journal/answer-code.ts';
import { AttemptJournal, LastState, SealedAttempt } from '../../scoring/wire/answer-file.ts';
import { openAnswers } from '../answer-key.ts';

/** Most bytes that answer codes may come to: what is compressed can be a thousand times its size. */
const MOST_STATE = 2_000_000;

const Envelope = v.object({
  format: v.literal('ct-harbour-answers'),
  version: v.literal(1),
  attempts: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(60)),
});

/** The attempts of an answer file, each as it stands there; undefined where it is no such file. */
export function readFile(text: string): unknown[] | undefined {
  const file = v.safeParse(Envelope, parseJson(text));
  return file.success ? file.output.attempts : undefined;
}

/** One attempt of a file, still sealed; undefined where it is not even that. */
export function readSealed(attempt: unknown): PackedAnswers | undefined {
  const parsed = v.safeParse(SealedAttempt, attempt);
  if (!parsed.success) return undefined;
  const { enc, sealed, ...of } = parsed.output;
  const [key, bytes] = [readBase64(enc), readBase64(sealed)];
  return key && bytes && { ...of, enc: key, sealed: bytes };
}

/** What answer codes come to, still sealed. */
export function readCodes(text: string): PackedAnswers | undefined {
  const bytes = readBase64(text);
  const answers = bytes && unpackAnswers(bytes);
  return answers && readSealed({ ...answers, enc: '', sealed: '' }) && answers;
}

/** The journal under the seal of a file. */
export async function openJournal(
  master: string,
  answers: PackedAnswers,
): Promise<AttemptJournal | undefined> {
  const plain = await openAnswers(master, answers);
  const journal = v.safeParse(AttemptJournal, plain && parseJson(decode(plain)));
  return journal.success ? journal.output : undefined;
}

/** The last state under the seal of codes. */
export async function openState(
  master: string,
  answers: PackedAnswers,
): Promise<LastState | undefined> {
  const plain = await openAnswers(master, answers);
  const state = v.safeParse(LastState, plain && parseJson(inflate(plain)));
  return state.success ? state.output : undefined;
}

function inflate(bytes: Uint8Array): string {
  try {
    return inflateRawSync(bytes, { maxOutputLength: MOST_STATE }).toString();
  } catch {
    return '';
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
  } catch {
    return undefined;
  }
}
