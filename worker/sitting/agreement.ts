import { genesis, link } from '../../scoring/journal/chain.ts';
import type { Counted, ResumeRequest } from '../../scoring/wire/entry.ts';
import { listLines } from './batch.ts';

/**
 * How far each chain of a device's attempt is the one that is stored. Only of its own attempt: what
 * another device did is another branch.
 */
export function findAgreement(
  sql: SqlStorage,
  attempt: string,
  chains: ResumeRequest['chains'],
): Counted['shared'] {
  return chains.map(({ epoch, hashes }) => ({
    epoch,
    seq: countAlike(attempt, epoch, hashes, listLines(sql, attempt, epoch)),
  }));
}

function countAlike(
  attempt: string,
  epoch: number,
  hashes: readonly string[],
  lines: readonly string[],
): number {
  let hash = genesis(attempt, epoch);
  let alike = 0;
  for (const line of lines.slice(0, hashes.length)) {
    hash = link(hash, line);
    if (!hash.startsWith(hashes[alike] ?? '-')) break;
    alike += 1;
  }
  return alike;
}
