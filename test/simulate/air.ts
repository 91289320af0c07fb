import type { Answer, Post } from '../../scoring/journal/network.ts';
import { faultStatus, type FaultCode } from '../../worker/fault.ts';
import type { Batch } from '../../scoring/wire/batch.ts';
import type { Ledger } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';
import type { Screen } from './screen.ts';
import type { Call, Server } from './server.ts';
import type { Troubles } from './trouble.ts';

/** A page gives a request up after this long. */
const TIMEOUT = 30_000;
/** What a small proxy lets through, in lines of a batch. */
const PROXY_LINES = 2;

/** The way between the pages of a room and their server. */
export class Air {
  readonly #scheduler: Scheduler;
  readonly #server: Server;
  readonly #troubles: Troubles;
  readonly #ledger: Ledger;
  #clogged = false;

  constructor(scheduler: Scheduler, server: Server, troubles: Troubles, ledger: Ledger) {
    this.#scheduler = scheduler;
    this.#server = server;
    this.#troubles = troubles;
    this.#ledger = ledger;
  }

  /** Nothing passes for a while. */
  clog(ms: number): void {
    this.#clogged = true;
    this.#scheduler.after(ms, () => {
      this.#clogged = false;
    });
  }

  heal(): void {
    this.#clogged = false;
  }

  /** The network as one page has it. */
  postFrom(page: Screen): Post {
    return (path, body, secret) =>
      new Promise((resolve, reject) => {
        if (!page.isAlive) return;
        let isOpen = true;
        const end = (answer: Answer | undefined) => {
          if (!isOpen || !page.isAwake) return;
          isOpen = false;
          cancel();
          if (answer) resolve(answer);
          else reject(new Error('nothing came back'));
        };
        const cancel = page.after(TIMEOUT, () => {
          end(undefined);
        });
        // As it goes out: what the page changes afterwards is not in it.
        const call = { path, secret, body: JSON.parse(JSON.stringify(body)) as unknown };
        this.#ledger.sends(page, call);
        this.#scheduler.note(`${page.name} asks ${describe(call)}`);
        if (page.machine.isOffline || this.#clogged)
          page.after(20, () => {
            end(undefined);
          });
        else this.#carry(page.name, call, end);
      });
  }

  #carry(who: string, call: Call, end: (answer: Answer | undefined) => void): void {
    const troubles = this.#troubles;
    const answer = this.#findBarrier(who, call);
    if (answer) {
      this.#scheduler.after(this.#lag(), () => {
        end(answer);
      });
      return;
    }
    if (troubles.strikes('request lost', who)) return;
    const late = troubles.strikes('request late', who) ? this.#scheduler.random() * 40_000 : 0;
    this.#scheduler.after(this.#lag() + late, () => this.#arrive(who, call, end));
    if (troubles.strikes('request twice', who))
      this.#scheduler.after(this.#scheduler.random() * 40_000, () =>
        this.#arrive(who, call, () => undefined),
      );
  }

  async #arrive(who: string, call: Call, end: (answer: Answer | undefined) => void): Promise<void> {
    const troubles = this.#troubles;
    if (troubles.strikes('evicted', who)) this.#server.evict();
    const fate = troubles.strikes('dies before commit', who)
      ? 'dies-before-commit'
      : troubles.strikes('dies after commit', who)
        ? 'dies-after-commit'
        : 'carried-out';
    const answer = await this.#server.call(call, fate);
    this.#scheduler.note(`server ${describe(call)}: ${describeAnswer(answer)}`);
    this.#ledger.answers(call, answer);
    if (troubles.strikes('answer lost', who)) return;
    this.#scheduler.after(this.#lag(), () => {
      end(answer ?? BROKEN);
    });
  }

  /** Something on the way answers in the server's place. */
  #findBarrier(who: string, { body }: Call): Answer | undefined {
    const troubles = this.#troubles;
    if (troubles.strikes('captive portal', who))
      return { status: 200, retryAfter: null, json: undefined };
    if (troubles.strikes('server error', who)) return BROKEN;
    if (troubles.strikes('too busy', who)) {
      const seconds = String(1 + this.#scheduler.below(20));
      return { status: 429, retryAfter: seconds, json: undefined };
    }
    if (troubles.strikes('stray refusal', who))
      return refusal(this.#scheduler.pick(['malformed', 'path-unknown', 'signed-out']));
    const { lines } = body as { lines?: unknown[] };
    if (lines && lines.length > PROXY_LINES && troubles.strikes('small proxy', who))
      return refusal('too-large');
    return undefined;
  }

  #lag(): number {
    return 15 + this.#scheduler.wait(25);
  }
}

const BROKEN: Answer = { status: 502, retryAfter: null, json: undefined };

function refusal(code: FaultCode): Answer {
  const status = faultStatus(code);
  return {
    status,
    retryAfter: null,
    json: { type: `/problems/${code}`, title: code, status, code },
  };
}

/** As the log of a run tells it. */
function describe({ path, body }: Call): string {
  const [, attempt = '', deed = ''] = /attempts\/(\w{4})[^/]*\/(\w+)/.exec(path) ?? [];
  const { epoch, from, lines } = body as Partial<Batch>;
  const batch = lines ? ` ${epoch ?? 0}/${from ?? 0}+${lines.length}` : '';
  return `${attempt} ${deed || path.replace(/.*\//, '')}${batch}`;
}

function describeAnswer(answer: Answer | undefined): string {
  if (!answer) return 'died';
  const { seq, state, code, resume } = (answer.json ?? {}) as Record<string, unknown>;
  return [answer.status, seq, state, code, resume && 'resume'].filter(Boolean).join(' ');
}
