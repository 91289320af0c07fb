import * as v from 'valibot';
import { Acknowledgement } from '../../scoring/wire/batch.ts';
import type { Device } from './rehearsal.ts';
import { Tally } from './tally.ts';
import type { Wire } from './wire.ts';

/** What a stretch of the lesson came to. */
export interface Driven {
  seconds: number;
  batches: number;
  /** Events that the server has acknowledged. */
  events: number;
  tally: Tally;
  /** Devices of which a batch was late to leave by more than a second: this machine's limit. */
  behind: number;
}

const LATE_MS = 1_000;

type Pace = { speed: number } | { most: number };

/**
 * Lets every device send what leaves it between `from` and `to`, in ms of the lesson: each batch at
 * its moment, `speed` times as fast as a pupil; or as soon as the one before it is acknowledged, for
 * `most` ms.
 */
export async function drive(
  wire: Wire,
  devices: readonly Device[],
  { from, to, ...pace }: { from: number; to: number } & Pace,
): Promise<Driven> {
  const tally = new Tally();
  const began = performance.now();
  const driven = { batches: 0, events: 0, behind: 0 };
  const run = async ({ sitting, binding, sends }: Device) => {
    let wasLate = false;
    for (const { at, batch } of sends.filter((one) => one.at >= from && one.at < to)) {
      const passed = performance.now() - began;
      if ('most' in pace && passed > pace.most) return;
      if ('speed' in pace) {
        const wait = (at - from) / pace.speed - passed;
        if (wait > 0) await new Promise((turn) => setTimeout(turn, wait));
        wasLate ||= wait < -LATE_MS;
      }
      const path = `/api/v1/sittings/${sitting}/attempts/${batch.attempt}/batches`;
      const answer = await wire.send(path, batch, { authorization: `Bearer ${binding.secret}` });
      tally.note(answer, { isTimed: true });
      driven.batches += 1;
      driven.events += countStored(answer.text, batch.from - 1);
    }
    if (wasLate) driven.behind += 1;
  };
  await Promise.all(devices.map(run));
  return { ...driven, tally, seconds: (performance.now() - began) / 1000 };
}

function countStored(text: string, before: number): number {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Acknowledgement), text);
  return read.success ? Math.max(0, read.output.seq - before) : 0;
}

/** Binds every device's attempt; each then asks once how its sitting stands. */
export async function bindAll(wire: Wire, devices: readonly Device[]): Promise<Tally> {
  const tally = new Tally();
  await Promise.all(
    devices.map(async ({ sitting, binding }) => {
      const path = `/api/v1/sittings/${sitting}/attempts`;
      tally.note(await wire.send(path, binding), { isTimed: false });
      const secret = { authorization: `Bearer ${binding.secret}` };
      const asked = await wire.send(`${path}/${binding.attempt}/status`, { pending: 0 }, secret);
      tally.note(asked, { isTimed: true });
    }),
  );
  return tally;
}
