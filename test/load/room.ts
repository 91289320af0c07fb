import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** What a device fetches to be ready, in bytes as they travel; requests of one row go together. */
export interface Download {
  /** The pupil's page up to the button: before anybody's turn. */
  page: number[];
  /** One request after the other, as the service worker keeps the app. */
  app: number[];
  /** Sealed packages, one after the other. */
  packages: number[];
}

/** A classroom and its one access point. Rates in bits a second, times in seconds. */
export interface Room {
  devices: number;
  /** What the access point is sold as. */
  rate: number;
  /** Share of it that carries data while many clients contend for the air. */
  share: number;
  /** Of packets, either way. */
  loss: number;
  /** Round trip to the edge with empty queues. */
  rtt: number;
  /** Longest that a full queue adds to it. */
  queue: number;
  /** The class opens the link within this time. */
  arrival: number;
  /** Each device waits for its turn for a uniform time of at most so much. */
  spread: number;
}

/** Thirty devices behind one access point of 20 Mbit/s with 2 % loss; the app's own jitter. */
export const ROOM: Room = {
  devices: 30,
  rate: 20e6,
  share: 0.6,
  loss: 0.02,
  rtt: 0.04,
  queue: 0.2,
  arrival: 10,
  spread: 30,
};

/** How a room became ready, in seconds since the link was said. */
export interface Filling {
  /** Of each device, sorted. */
  ready: number[];
  /** Most devices that were fetching at one moment after their turn. */
  peak: number;
  /** Share of its time, from the first turn to the last device, that the line was full. */
  full: number;
}

/** Bits of a full packet's payload. */
const PACKET = 1_400 * 8;
/** Of Mathis and others (1997), "The macroscopic behavior of the TCP congestion avoidance algorithm", equation 3. */
const MATHIS = Math.sqrt(3 / 2);
/** RFC 6298: the first timeout, and the least that stacks use later. */
const FIRST_TIMEOUT = 1;
const TIMEOUT = 0.2;

/** One thing after another that a device does: waits for so long, or receives so many bits. */
type Step = { wait: number; turn?: true } | { bits: number };

interface Device {
  steps: Step[];
  /** Left of the step under way: seconds or bits. */
  left: number;
  hasTurn: boolean;
  ready: number | undefined;
}

/**
 * Lets a room prepare itself, in virtual time. Every device has one HTTP/2 connection, whose rate is
 * the least of its share of the line and of what loss lets TCP have (Mathis 1997); a full line
 * queues, which lengthens everybody's round trips. A lost SYN, request or last packet costs a
 * timeout (RFC 6298), drawn with the room's loss.
 */
export function fillRoom(download: Download, room: Room, seed: number): Filling {
  const source = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(source);
  const devices = Array.from({ length: room.devices }, (): Device => {
    const steps = listSteps(download, room, uniform);
    return { steps, left: sizeOf(steps[0]), hasTurn: false, ready: undefined };
  });
  let now = 0;
  let peak = 0;
  let busy = 0;
  let first: number | undefined;
  for (
    let open = devices;
    open.length > 0;
    open = open.filter(({ ready }) => ready === undefined)
  ) {
    const loading = open.filter(({ steps: [step] }) => step && 'bits' in step);
    const { each, isFull } = shareLine(loading.length, room);
    const ends = open.map(({ steps: [step], left }) =>
      step && 'bits' in step ? left / each : left,
    );
    const passed = Math.min(...ends);
    const fetching = open.filter(({ hasTurn }) => hasTurn).length;
    peak = Math.max(peak, fetching);
    if (fetching > 0) first ??= now;
    if (isFull && fetching > 0) busy += passed;
    now += passed;
    for (const device of open) advance(device, { passed, each, now });
  }
  const ready = devices.map((device) => device.ready ?? Number.NaN).sort((a, b) => a - b);
  return { ready, peak, full: busy / (now - (first ?? 0)) };
}

/** What each of so many connections carries at once, in bits a second. */
function shareLine(count: number, room: Room): { each: number; isFull: boolean } {
  const { loss, rtt } = room;
  const line = room.rate * room.share * (1 - loss);
  const alone = (MATHIS * PACKET) / (rtt * Math.sqrt(loss));
  const isFull = count * alone >= line;
  return { each: isFull ? line / count : alone, isFull };
}

function advance(
  device: Device,
  { passed, each, now }: { passed: number; each: number; now: number },
): void {
  const [step] = device.steps;
  if (!step) return;
  device.left -= passed * ('bits' in step ? each : 1);
  // A bit is the least there is, and a nanosecond.
  if (device.left > ('bits' in step ? 1 : 1e-9)) return;
  if ('turn' in step) device.hasTurn = true;
  device.steps.shift();
  device.left = sizeOf(device.steps[0]);
  if (device.steps.length === 0) device.ready = now;
}

function sizeOf(step: Step | undefined): number {
  if (!step) return 0;
  return 'bits' in step ? step.bits : step.wait;
}

function listSteps(download: Download, room: Room, uniform: () => number): Step[] {
  const { page, app, packages } = download;
  const fetch = (bytes: number): Step[] => [
    { wait: trip(room, uniform) },
    { bits: Math.max(1, bytes) * 8 },
  ];
  const sum = page.reduce((all, bytes) => all + bytes, 0);
  return [
    { wait: uniform() * room.arrival },
    // Name, connection, encryption: a round trip each.
    ...[1, 2, 3].map((): Step => ({ wait: handshake(room, uniform) })),
    ...fetch(page[0] ?? 0),
    ...fetch(sum - (page[0] ?? 0)),
    // The class code is asked about.
    ...fetch(PACKET / 8),
    { wait: uniform() * room.spread, turn: true },
    ...[...app, ...packages].flatMap(fetch),
    // After the new start: the report.
    { wait: trip(room, uniform) },
  ];
}

/** A request's round trip; what was lost of it waits for a timeout. */
function trip(room: Room, uniform: () => number): number {
  let time = room.rtt + uniform() * room.queue;
  for (let wait = TIMEOUT; uniform() < 2 * room.loss; wait *= 2) time += wait;
  return time;
}

function handshake(room: Room, uniform: () => number): number {
  let time = room.rtt + uniform() * room.queue;
  for (let wait = FIRST_TIMEOUT; uniform() < 2 * room.loss; wait *= 2) time += wait;
  return time;
}
