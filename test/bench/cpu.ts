import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second, as /proc counts time: 100 on every Linux that Node supports. */
const TICKS = 100;

/**
 * CPU milliseconds, user and system, that the workerd processes below this one have used so far;
 * undefined where there is no /proc to read it from.
 */
export function readEdgeCpu(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(pid) ?? []);
  const below = new Set([process.pid]);
  for (let grown = true; grown;) {
    const more = stats.filter(({ pid, parent }) => below.has(parent) && !below.has(pid));
    for (const { pid } of more) below.add(pid);
    grown = more.length > 0;
  }
  const edges = stats.filter(({ pid, name }) => below.has(pid) && name === 'workerd');
  return edges.reduce((sum, { ticks }) => sum + (ticks * 1000) / TICKS, 0);
}

/** proc(5): the name stands in brackets and may hold anything; then state, parent, … utime, stime. */
function readStat(
  pid: string,
): { pid: number; parent: number; name: string; ticks: number } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  return {
    pid: Number(pid),
    parent: Number(fields[1]),
    name: stat.slice(stat.indexOf('(') + 1, end),
    ticks: Number(fields[11]) + Number(fields[12]),
  };
}
