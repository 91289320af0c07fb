import { genesis } from '../../scoring/journal/chain.ts';
import { LONGEST_WAIT } from '../../scoring/journal/outbox.ts';
import { type Batch, MAX_BATCH, MAX_LINES, PROTOCOL } from '../../scoring/wire/batch.ts';
import type { WrittenLine } from './pen.ts';

/**
 * The batches in which a device's outbox sends a journal: 5 s after their first event, at once
 * where a line is urgent, and, where the room's network comes and goes, when it is next there.
 * `nextLink` gives that moment for an instant; it returns the instant itself while there is one.
 */
export function cutBatches({
  attempt,
  lines,
  nextLink,
}: {
  attempt: string;
  lines: readonly WrittenLine[];
  nextLink: (wall: number) => number;
}): Batch[] {
  const batches: Batch[] = [];
  let sent = 0;
  while (sent < lines.length) {
    const departs = nextLink(findDue(lines, sent));
    let written = sent;
    while (written < lines.length && (lines[written]?.wall ?? 0) <= departs) written += 1;
    const taken = takeLines(lines, sent, written);
    batches.push({
      protocol: PROTOCOL,
      attempt,
      epoch: 1,
      from: sent + 1,
      prev: lines[sent - 1]?.hash ?? genesis(attempt, 1),
      lines: taken,
      pending: written - sent - taken.length,
    });
    sent += taken.length;
  }
  return batches;
}

function findDue(lines: readonly WrittenLine[], sent: number): number {
  const latest = (lines[sent]?.wall ?? 0) + LONGEST_WAIT;
  for (let at = sent; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.wall > latest) break;
    if (line.urgent) return line.wall;
  }
  return latest;
}

/** As the outbox measures: UTF-8 takes at most three bytes a UTF-16 unit. */
function takeLines(lines: readonly WrittenLine[], from: number, to: number): string[] {
  const taken: string[] = [];
  let size = 0;
  for (const { line } of lines.slice(from, Math.min(to, from + MAX_LINES))) {
    size += line.length * 3;
    if (taken.length > 0 && size > MAX_BATCH) break;
    taken.push(line);
  }
  return taken;
}
