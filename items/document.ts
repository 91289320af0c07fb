import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { BankFault, shorten, wordsOf } from './fault.ts';
import { findForestFault } from './forest.ts';

/** A list of all diagnoses fits; a value without end does not. */
const LONGEST_REASON = 1_600;

/**
 * What `file` holds, in the shape of `schema`; `name` is what messages call the file. Throws
 * `BankFault` with the place in the file and the reason where it is absent, no JSON or out of shape.
 */
export function readDocument<Schema extends v.GenericSchema>(
  schema: Schema,
  file: string,
  name: string,
): v.InferOutput<Schema> {
  return parseDocument(schema, readJson(file, name), name);
}

/** `document` in the shape of `schema`; throws `BankFault` with the place and the reason. */
export function parseDocument<Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  name: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, document);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new BankFault(name, spell(issue));
}

/** Any JSON document in UTF-8; throws `BankFault` where there is none. */
export function readJson(file: string, name: string): unknown {
  const text = decode(readBytes(file, name), name);
  if (text.trim() === '') throw new BankFault(name, 'the file is empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BankFault(name, `not JSON: ${wordsOf(error)}`);
  }
}

function readBytes(file: string, name: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new BankFault(name, 'the file is missing');
  if (found.isDirectory()) throw new BankFault(name, 'this is a folder, not a file');
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BankFault(name, `cannot be read: ${wordsOf(error)}`);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BankFault(name, 'not UTF-8 (Big5, perhaps): save it as UTF-8');
  }
}

function spell(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const forest = path?.endsWith('blocks') ? findForestFault(issue.input) : undefined;
  const message = shorten(issue.message, LONGEST_REASON);
  if (path === null) return `the document: ${message}`;
  return forest ? `${path}${forest.path}: ${forest.reason}` : `${path}: ${message}`;
}
