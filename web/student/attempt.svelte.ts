import type { Course } from '../../scoring/journal/course.ts';
import { CALM, type Safety } from '../../scoring/journal/safety.ts';
import type { SittingStatus } from '../../scoring/wire/batch.ts';
import type { AttemptState } from '../../scoring/wire/event.ts';
import type { Package } from '../../scoring/wire/form.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Locale } from '../../scoring/wire/text.ts';
import type { ChangeReason } from '../kit/blocks/desk.ts';
import type { Ending } from '../kit/world/play.svelte.ts';

/** One pupil's attempt as the page shows it: what each field means stands in `Course`. */
export class Attempt {
  readonly label: { school: string; className: string; seat: number };
  state = $state.raw<AttemptState>() as AttemptState;
  status = $state.raw<SittingStatus>();
  bound = $state<boolean>();
  pack = $state.raw<Package>();
  safety = $state.raw<Safety>(CALM);
  turns = $state(0);
  used = $state(0);
  limit = $state<number>();
  practice = $state<number>();
  begun = $state(false);
  working = $state(false);
  isOpen = $state(false);
  mayBegin = $state(false);
  isTimeUp = $state(false);
  elsewhere = $state(false);
  readonly #course: Course;

  constructor(course: Course) {
    this.#course = course;
    this.label = course.header.label;
    this.mirror();
  }

  get header() {
    return this.#course.header;
  }

  /** Shows what has changed in the course. */
  mirror(): void {
    const course = this.#course;
    this.state = course.state;
    this.status = course.status;
    this.bound = course.bound;
    this.pack = course.pack;
    this.safety = course.safety;
    this.turns = course.turns;
    this.used = course.used;
    this.limit = course.limit;
    this.practice = course.practice;
    this.begun = course.begun;
    this.working = course.working;
    this.isOpen = course.isOpen;
    this.mayBegin = course.mayBegin;
    this.isTimeUp = course.isTimeUp;
    this.elsewhere = course.elsewhere;
  }

  begin(): void {
    this.#course.begin();
  }
  visit(item: string): void {
    this.#course.visit(item);
  }
  answer(item: string, response: Response, reason: ChangeReason): void {
    this.#course.answer(item, response, reason);
  }
  record(item: string, world: number, ending: Ending): void {
    this.#course.record(item, world, ending);
  }
  flag(item: string, on: boolean): void {
    this.#course.flag(item, on);
  }
  help(on: boolean): void {
    this.#course.help(on);
  }
  copy(): void {
    this.#course.copy();
  }
  language(language: Locale): void {
    this.#course.language(language);
  }
  lookAway(away: boolean): void {
    this.#course.lookAway(away);
  }
  handIn(): void {
    this.#course.handIn();
  }
  practise(steps: number): void {
    this.#course.practise(steps);
  }
  goOn(): void {
    this.#course.goOn();
  }
  unlock(contentKey: string): Promise<boolean> {
    return this.#course.unlock(contentKey);
  }
}
