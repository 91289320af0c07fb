import { ImportReport, type ImportOutcome } from '../../../scoring/wire/answer-file.ts';
import { type ApiFault, sendDocument } from '../../kit/api.ts';

/** What became of one attempt of a file, or of the codes of one pupil. */
export interface Brought {
  /** Name of the file, or what the codes are called. */
  source: string;
  result: ImportOutcome | { outcome: 'failed'; fault: ApiFault };
}

/** Bytes of one file that the server takes. */
const MOST = 5_000_000;

/** Sends one file; what is no answer file, or far too large, is said without sending it. */
export async function bringFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<Brought[]> {
  const refuse = (why: ImportOutcome['why']): Brought[] => [
    { source: file.name, result: { outcome: 'refused', added: 0, why } },
  ];
  if (file.size > MOST) return refuse('too-large');
  const document = parse(await file.text());
  if (document === undefined) return refuse('not-a-file');
  return send(file.name, '/answer-files', document);
}

/** Sends what the codes of one pupil come to, base64. */
export function bringCodes(source: string, bytes: string): Promise<Brought[]> {
  return send(source, '/answer-codes', { bytes });
}

/** What asks for something to be done first, then what is well. */
export function sortBrought(all: readonly Brought[]): Brought[] {
  const order = ['failed', 'refused', 'unclaimed', 'late', 'stored', 'known'];
  const place = (one: Brought) => order.indexOf(isUndecided(one) ? 'late' : one.result.outcome);
  return all.toSorted((a, b) => place(a) - place(b));
}

/** Has an owner, and came too late: it counts when that has been decided on the board. */
export function isUndecided({ result }: Brought): boolean {
  const { outcome } = result;
  return (outcome === 'stored' || outcome === 'known') && result.late === true;
}

/** Attempts that arrived, or had arrived before. */
export function countGood(all: readonly Brought[]): number {
  return all.filter(({ result }) => !['failed', 'refused'].includes(result.outcome)).length;
}

async function send(source: string, path: string, body: unknown): Promise<Brought[]> {
  const answer = await sendDocument(ImportReport, path, body);
  if (!answer.ok) return [{ source, result: { outcome: 'failed', fault: answer.fault } }];
  return answer.value.attempts.map((result) => ({ source, result }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
