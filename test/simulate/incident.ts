import type { BoardAction } from '../../scoring/wire/board.ts';
import type { Machine } from './machine.ts';
import { Page, type Room } from './page.ts';
import type { Pupil } from './pupil.ts';
import type { Screen } from './screen.ts';
import type { Server } from './server.ts';
import type { Trouble } from './trouble.ts';

interface Place {
  room: Room;
  server: Server;
  machines: readonly Machine[];
  pupils: readonly Pupil[];
  /** Its length in ms. */
  lesson: number;
}

const DAY = 86_400_000;

/** What happens to a room in a lesson: to its devices, its pupils, and by its proctor. */
export class Incidents {
  readonly #place: Place;
  readonly #room: Room;
  readonly #server: Server;
  #isOver = false;

  constructor(place: Place) {
    this.#place = place;
    this.#room = place.room;
    this.#server = place.server;
  }

  begin(): void {
    const { machines, pupils, lesson } = this.#place;
    const { scheduler, troubles, air } = this.#room;
    scheduler.after(scheduler.wait(8_000), () => {
      this.#act({ do: 'open' });
    });
    for (const machine of machines) {
      scheduler.after(scheduler.wait(2_000), () => {
        this.#boot(machine);
      });
      this.#trouble(machine);
    }
    for (const pupil of pupils) {
      troubles.comeAndGo('other device', pupil.name, () => pupil.moveOn());
      troubles.comeAndGo('next pupil', pupil.name, () => pupil.handOver());
    }
    troubles.comeAndGo('room offline', 'room', () => {
      air.clog(scheduler.wait(lesson / 6));
      return true;
    });
    troubles.comeAndGo('queue fails', 'room', () => {
      this.#server.queueFails = 1 + scheduler.below(4);
      return true;
    });
    this.#proctor();
  }

  /** All is well from now on; what was off is on again. */
  heal(): void {
    const { machines } = this.#place;
    const { troubles, air, scheduler } = this.#room;
    scheduler.note('healed');
    this.#isOver = true;
    troubles.isOver = true;
    air.heal();
    this.#server.queueFails = 0;
    // Half of the rooms hear of it from the browser, the others find out.
    const isTold = scheduler.chance(0.5);
    for (const machine of machines) {
      machine.isOffline = false;
      machine.mend();
      this.#wake(machine);
      this.#kill(machine.pages.slice(0, -1));
      const stage = machine.page?.device.stage.kind;
      if (stage === undefined || stage === 'unread' || stage === 'elsewhere') this.#reboot(machine);
      else if (isTold) machine.page?.device.wake();
    }
    if (this.#server.board().state === 'paused') this.#act({ do: 'resume' });
  }

  /** The proctor puts everything in its place and ends the lesson. */
  end(): void {
    const { pupils } = this.#place;
    for (const { attempt } of this.#server.board().unclaimed) {
      const owner = pupils.find(({ attempts }) => attempts.has(attempt));
      if (owner && this.#act({ do: 'claim', attempt, seat: owner.seat }))
        this.#room.troubles.count('claim', owner.name);
    }
    this.#act({ do: 'close' });
  }

  #trouble(machine: Machine): void {
    const { troubles, scheduler } = this.#room;
    const { lesson } = this.#place;
    const come = troubles.comeAndGo.bind(troubles);
    const isUp = () => machine.page?.isAwake ?? false;
    come('crash', machine.name, () => {
      if (!isUp()) return false;
      this.#crash(machine);
      return true;
    });
    come('machine offline', machine.name, () => {
      machine.isOffline = true;
      scheduler.after(scheduler.wait(lesson / 5), () => {
        if (this.#isOver) return;
        machine.isOffline = false;
        if (scheduler.chance(0.7)) machine.page?.device.wake();
      });
      return true;
    });
    come('sleep', machine.name, () => {
      if (!isUp()) return false;
      machine.sleepsFrom = scheduler.now;
      scheduler.after(scheduler.wait(lesson / 8), () => {
        this.#wake(machine);
      });
      return true;
    });
    come('clock jumps', machine.name, () => {
      machine.skew += scheduler.pick([-DAY, DAY, -61_000, 3_600_000]);
      return true;
    });
    come('second tab', machine.name, () => {
      const first = machine.page;
      if (!first?.isAwake) return false;
      this.#boot(machine);
      scheduler.after(scheduler.wait(12_000), () => {
        if (first.isAlive) first.die();
      });
      return true;
    });
    const stores = ['file', 'index'] as const;
    come('store fails once', machine.name, () => {
      machine.fail(scheduler.pick(stores), { why: 'failed', calls: 1 + scheduler.below(6) });
      return true;
    });
    come('store fails on', machine.name, () => {
      machine.fail(scheduler.pick(stores), { why: 'failed', calls: Infinity });
      return true;
    });
    come('disk full', machine.name, () => {
      machine.fail('file', { why: 'full', calls: Infinity });
      if (scheduler.chance(0.5)) machine.fail('index', { why: 'full', calls: Infinity });
      return true;
    });
  }

  #proctor(): void {
    const { troubles, scheduler } = this.#room;
    const { pupils } = this.#place;
    troubles.comeAndGo('pause', 'room', () => {
      if (!this.#act({ do: 'pause' })) return false;
      scheduler.after(scheduler.wait(15_000), () => this.#act({ do: 'resume' }));
      return true;
    });
    troubles.comeAndGo('extend', 'room', () => this.#act({ do: 'extend', minutes: 3 }));
    troubles.comeAndGo('pupil rests', 'room', () => {
      const { seat } = scheduler.pick(pupils);
      if (!this.#act({ do: 'break', seat, on: true })) return false;
      scheduler.after(scheduler.wait(15_000), () => this.#act({ do: 'break', seat, on: false }));
      return true;
    });
    troubles.comeAndGo('early close', 'room', () => {
      if (!this.#act({ do: 'close' })) return false;
      if (troubles.strikes('reopen', 'room'))
        scheduler.after(scheduler.wait(60_000), () => this.#act({ do: 'reopen' }));
      return true;
    });
  }

  #act(action: BoardAction): boolean {
    const done = this.#server.act(action);
    this.#room.scheduler.note(`proctor ${action.do} ${done.ok ? 'ok' : done.code}`);
    return done.ok;
  }

  #boot(machine: Machine): void {
    const page = new Page(machine, this.#room);
    machine.pages.push(page);
    void page.device.read();
  }

  /** All at once: none of them lives on what another one lets go of. */
  #kill(pages: readonly Screen[]): void {
    const alive = pages.filter(({ isAlive }) => isAlive);
    for (const page of alive) page.isAlive = false;
    for (const page of alive) page.die();
  }

  #reboot(machine: Machine): void {
    this.#kill(machine.pages);
    machine.pages.length = 0;
    this.#boot(machine);
  }

  /** The browser is killed; what its stores then hold is as good as the kill left it. */
  #crash(machine: Machine): void {
    const { troubles, scheduler, ledger } = this.#room;
    this.#kill(machine.pages);
    const files = [...machine.disk.folders.values()].flatMap((folder) => [
      ...folder.files.values(),
    ]);
    const destroy = (name: Trouble, run: () => void) => {
      if (troubles.strikes(name, machine.name)) ledger.destroys(machine, run);
    };
    destroy('index wiped', () => {
      machine.shelf.attempts.clear();
    });
    if (files.length > 0) {
      const file = scheduler.pick(files);
      destroy('log corrupt', () => {
        file.flip(scheduler.below(file.size * 8));
      });
      destroy('log cut short', () => {
        file.cut(scheduler.below(6));
      });
      destroy('log lost', () => {
        machine.disk.folders.clear();
      });
    }
    scheduler.after(500 + scheduler.wait(4_000), () => {
      if (!machine.page) this.#reboot(machine);
    });
  }

  #wake(machine: Machine): void {
    const { sleepsFrom } = machine;
    if (sleepsFrom === undefined) return;
    machine.slept += this.#room.scheduler.now - sleepsFrom;
    machine.sleepsFrom = undefined;
    for (const page of machine.pages) page.wakeUp();
  }
}
