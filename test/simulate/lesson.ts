import { Air } from './air.ts';
import { makeSetup } from './class.ts';
import { checkArrival, checkScores } from './final.ts';
import { Incidents } from './incident.ts';
import { Ledger, type Violation } from './ledger.ts';
import { Machine } from './machine.ts';
import { type Room } from './page.ts';
import type { Planted } from './planted.ts';
import { Pupil } from './pupil.ts';
import { Scheduler } from './scheduler.ts';
import { Server } from './server.ts';
import { type Trouble, Troubles } from './trouble.ts';

export interface Size {
  pupils: number;
  /** Answers of each. */
  edits: number;
  minutes: number;
}

export const SMALL: Size = { pupils: 3, edits: 60, minutes: 5 };
export const FULL: Size = { pupils: 30, edits: 400, minutes: 45 };

/** What one run came to. */
export interface Outcome {
  seed: number;
  /** Hash of all that happened, in order. */
  digest: string;
  violations: Violation[];
  struck: Map<Trouble, number>;
  /** Virtual ms that passed, and events in them. */
  passed: number;
  steps: number;
  edits: number;
}

const MINUTE = 60_000;
/** After healing, everything has arrived in this time. */
const DEADLINE = MINUTE;

interface Given {
  size: Size;
  planted?: Planted | undefined;
  /** Hears each line of the run's log. */
  tell?: ((line: string) => void) | undefined;
}

/** One lesson of one class, wholly decided by its seed. */
export async function runLesson(seed: number, { size, planted, tell }: Given): Promise<Outcome> {
  const scheduler = new Scheduler(seed, tell);
  const troubles = new Troubles(scheduler, { lesson: size.minutes * MINUTE, pupils: size.pupils });
  const server = new Server(scheduler, planted);
  const ledger = new Ledger(scheduler, server);
  const air = new Air(scheduler, server, troubles, ledger);
  const room: Room = { scheduler, troubles, air, ledger, planted };
  server.provision(await makeSetup(size.pupils, scheduler.now));

  // In some rooms there are fewer devices than pupils, in others some to spare.
  const count = Math.max(1, size.pupils + scheduler.below(3) - 1);
  const machines = Array.from(
    { length: count },
    (_, i) => new Machine(`m${i + 1}`, scheduler, troubles),
  );
  const pupils: Pupil[] = [];
  const pace = (0.55 * size.minutes * MINUTE) / size.edits;
  for (let seat = 1; seat <= size.pupils; seat += 1)
    pupils.push(new Pupil(seat, room, { machines, others: pupils, edits: size.edits, pace }));
  const incidents = new Incidents({
    room,
    server,
    machines,
    pupils,
    lesson: size.minutes * MINUTE,
  });

  const pass = async (ms: number) => {
    await scheduler.run(scheduler.now + ms, () => ledger.look());
    return ledger.violations.length === 0;
  };
  incidents.begin();
  for (const pupil of pupils) pupil.begin();
  if (await pass(size.minutes * MINUTE)) {
    for (const pupil of pupils) pupil.stop();
    incidents.heal();
    if (await pass(DEADLINE)) {
      checkArrival(room, machines);
      incidents.end();
      if (await pass(MINUTE)) checkScores(room, server, pupils);
    }
  }
  return {
    seed,
    digest: scheduler.digest(),
    violations: ledger.violations,
    struck: troubles.struck,
    passed: scheduler.passed,
    steps: scheduler.steps,
    edits: ledger.edits.length,
  };
}
