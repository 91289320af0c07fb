import type { Board } from '../../scoring/wire/board.ts';
import { Fault, problem } from '../fault.ts';

const PUSH_EVERY_MS = 1_000;

/** Who reads, as the route that let them in says: `pass` or `staff`. */
export const READER = 'board-reader';
/** When the reader's session ends. */
export const UNTIL = 'board-until';

/**
 * The proctors' open boards. Each change sends the whole board, at most once a second. The timer is
 * in memory only: while it runs the object is not put to sleep, and whatever else ends the object
 * ends its sockets too, after which a board connects anew and is sent the present state.
 */
export class LiveBoards {
  readonly #ctx: DurableObjectState;
  readonly #draw: () => Board | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ctx: DurableObjectState, draw: () => Board | undefined) {
    this.#ctx = ctx;
    this.#draw = draw;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  connect(request: Request): Response {
    if (request.headers.get('upgrade') !== 'websocket') {
      return problem(new Fault('upgrade-required'));
    }
    const board = this.#draw();
    if (!board) return problem(new Fault('sitting-unknown'));
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, [request.headers.get(READER) ?? 'staff']);
    server.serializeAttachment(Number(request.headers.get(UNTIL) ?? Infinity));
    server.send(JSON.stringify(board));
    return new Response(null, { status: 101, webSocket: client });
  }

  changed(): void {
    if (this.#timer !== undefined || this.#ctx.getWebSockets().length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#push();
    }, PUSH_EVERY_MS);
  }

  /** Ends what is open by a pass: it may have been revoked, and a good one connects anew. */
  closePasses(): void {
    for (const socket of this.#ctx.getWebSockets('pass')) socket.close(1008, 'pass');
  }

  #push(): void {
    const board = this.#draw();
    const text = JSON.stringify(board);
    for (const socket of this.#ctx.getWebSockets()) {
      if (socket.readyState !== WebSocket.OPEN) continue;
      if (board && board.now >= endOf(socket)) socket.close(1008, 'session');
      else socket.send(text);
    }
  }
}

/** A socket that an earlier version accepted has no end. */
function endOf(socket: WebSocket): number {
  const until: unknown = socket.deserializeAttachment();
  return typeof until === 'number' ? until : Infinity;
}
