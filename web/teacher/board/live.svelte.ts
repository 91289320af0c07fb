import * as v from 'valibot';
import { Board, type BoardAction } from '../../../scoring/wire/board.ts';
import {
  type Answer,
  type ApiFault,
  fetchDocument,
  nameSocket,
  sendDocument,
} from '../../kit/api.ts';
import { desk } from '../../kit/staff/desk.svelte.ts';
import type { BoardLink, BoardSource } from './board-source.ts';
import { type Shown, isFinal } from './freshness.ts';

const POLL = 5_000;
const PING = 20_000;
const LONGEST_WAIT = 15_000;
const RESTORED_FOR = 6_000;

/**
 * A sitting's board as it changes: pushed over a WebSocket, asked for every few seconds while there
 * is none. What was last heard stays on the screen, with how old it is.
 */
export class LiveBoard implements BoardSource {
  shown = $state.raw<Shown>();
  fault = $state.raw<ApiFault>();
  link = $state<BoardLink>('joining');
  heardAt = $state(0);
  restored = $state(false);

  readonly #path: string;
  readonly #names: Record<number, string | undefined> = {};
  #socket: WebSocket | undefined;
  #tries = 0;
  #stopped = true;
  #joining: ReturnType<typeof setTimeout> | undefined;
  #restoring: ReturnType<typeof setTimeout> | undefined;

  constructor(code: string) {
    this.#path = `/sittings/${encodeURIComponent(code)}`;
  }

  start(): () => void {
    this.#stopped = false;
    void this.poll();
    this.#join();
    const polling = setInterval(() => {
      if (this.link !== 'live' && !isFinal(this.fault)) void this.poll();
    }, POLL);
    const pinging = setInterval(() => {
      this.#ping();
    }, PING);
    return () => {
      this.#stopped = true;
      clearInterval(polling);
      clearInterval(pinging);
      clearTimeout(this.#joining);
      clearTimeout(this.#restoring);
      this.#socket?.close();
    };
  }

  async poll(): Promise<void> {
    this.#take(await fetchDocument(Board, `${this.#path}/board`));
  }

  async act(action: BoardAction): Promise<Answer<Board>> {
    const answer = await sendDocument(Board, `${this.#path}/actions`, action);
    if (answer.ok) this.#show(answer.value);
    else {
      // A dead access point closes no socket: what cannot be sent tells first.
      if (answer.fault.kind === 'unreachable') this.#setLink('lost');
      desk.notice(answer.fault);
    }
    return answer;
  }

  #take(answer: Answer<Board>): void {
    if (this.#stopped) return;
    if (answer.ok) {
      for (const { seat, name } of answer.value.seats) if (name) this.#names[seat] = name;
      this.fault = undefined;
      this.#show(answer.value);
      if (this.link !== 'live') this.#setLink('polling');
    } else {
      this.fault = answer.fault;
      if (this.link !== 'live') this.#setLink('lost');
      desk.notice(answer.fault);
    }
  }

  /** What the socket pushes has no names: they come with the board that was asked for. */
  #show(board: Board): void {
    const seats = board.seats.map((row) => {
      const name = row.name ?? this.#names[row.seat];
      return name === undefined ? row : { ...row, name };
    });
    this.heardAt = Date.now();
    this.shown = { board: { ...board, seats }, at: this.heardAt };
  }

  #join(): void {
    if (this.#stopped) return;
    const socket = new WebSocket(nameSocket(`${this.#path}/live`));
    this.#socket = socket;
    socket.onopen = () => {
      this.#tries = 0;
      this.heardAt = Date.now();
      this.fault = undefined;
      this.#setLink('live');
    };
    socket.onmessage = ({ data }) => {
      this.heardAt = Date.now();
      this.#setLink('live');
      const parsed = v.safeParse(PushedBoard, data);
      if (parsed.success) this.#show(parsed.output);
    };
    socket.onclose = () => {
      if (this.#stopped || isFinal(this.fault)) return;
      // A socket may end with the object behind it, and nothing be lost: the question tells.
      if (this.link === 'live') this.#setLink('joining');
      void this.poll();
      const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#tries++) * (0.5 + Math.random() / 2);
      this.#joining = setTimeout(() => {
        this.#join();
      }, wait);
    };
  }

  #ping(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('ping');
    // A dead access point closes nothing: two pings without an answer are taken for the end.
    if (this.link === 'live' && Date.now() - this.heardAt > 2 * PING + POLL) this.#socket?.close();
  }

  #setLink(link: BoardLink): void {
    const back = this.link === 'lost' && link !== 'lost';
    this.link = link;
    if (!back) return;
    this.restored = true;
    clearTimeout(this.#restoring);
    this.#restoring = setTimeout(() => {
      this.restored = false;
    }, RESTORED_FOR);
  }
}

const PushedBoard = v.pipe(v.string(), v.parseJson(), Board);
