import { type Beacon, awaitEvent, endNight, findDueEvent } from './beacon.ts';
import type { Code, CodeEvent } from './code.ts';
import type { Scene } from './scene.ts';
import { recordAction } from './trace.ts';

/** Above every code that a world records. */
const BROADCAST = 1 << 16;

/** The events that wait for the script under way to end, and what the present one still sets off. */
export interface Agenda {
  /** In order of arrival; those before `next` are done. */
  readonly events: CodeEvent[];
  next: number;
  /** The scripts of the present event; those before `begun` have begun. */
  scripts: readonly number[];
  begun: number;
}

export function openAgenda(): Agenda {
  return { events: [], next: 0, scripts: [], begun: 0 };
}

/** The program broadcasts `event`: it takes its place behind what has arrived before. */
export function broadcast(agenda: Agenda, code: Code, scene: Scene, event: number): void {
  if (scene.kind === 'beacon') takeDueEvents(agenda, code, scene);
  const sent = code.events[event];
  if (!sent) return;
  agenda.events.push(sent);
  scene.trace = recordAction(scene.trace, BROADCAST, sent.mark);
}

/** Nothing is left to do. */
export const OVER = -1;
/** Time has to run on before anything else can begin. */
export const LATER = -2;

/**
 * Where the script that comes next begins, or OVER. In a beacon world time runs on to the next
 * event that any script waits for, unless `mayRunOn` forbids it: then the answer is LATER. When no
 * such event is left the night runs on to its end.
 */
export function findNextScript(
  agenda: Agenda,
  code: Code,
  scene: Scene,
  mayRunOn: boolean,
): number {
  for (;;) {
    const script = agenda.scripts[agenda.begun];
    agenda.begun += 1;
    if (script !== undefined) return script;
    if (scene.kind === 'beacon') takeDueEvents(agenda, code, scene);
    if (agenda.next === agenda.events.length) {
      if (scene.kind !== 'beacon') return OVER;
      if (!isAwaited(code, scene)) {
        endAlone(scene);
        return OVER;
      }
      if (!mayRunOn) return LATER;
      arrive(agenda, code, awaitEvent(scene));
    } else {
      agenda.scripts = agenda.events[agenda.next]?.scripts ?? [];
      agenda.begun = 0;
      agenda.next += 1;
    }
  }
}

/** By way of the events that no script waits for: a trace does not tell who listens. */
function endAlone(beacon: Beacon): void {
  while (awaitEvent(beacon) !== undefined);
  endNight(beacon);
}

function isAwaited(code: Code, { world, heard }: Beacon): boolean {
  const coming = world.events?.slice(heard) ?? [];
  return coming.some(({ name }) => findEvent(code, name)?.scripts.length);
}

function takeDueEvents(agenda: Agenda, code: Code, beacon: Beacon): void {
  for (let name = findDueEvent(beacon); name !== undefined; name = findDueEvent(beacon)) {
    arrive(agenda, code, name);
  }
}

function arrive(agenda: Agenda, code: Code, name: string | undefined): void {
  const event = findEvent(code, name);
  if (event) agenda.events.push(event);
}

function findEvent({ events }: Code, name: string | undefined): CodeEvent | undefined {
  return events.find((event) => event.name === name);
}
