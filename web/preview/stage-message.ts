import * as v from 'valibot';
import { Response } from '../../scoring/wire/response.ts';

/** What a stage tells the desk: that it listens now, or the answer that now lies on it. */
const Told = v.variant('tells', [
  v.object({ tells: v.literal('ready'), item: v.string() }),
  v.object({ tells: v.literal('answered'), item: v.string(), response: Response }),
]);
/** What the desk has a stage show: an answer, or none. */
const Load = v.object({ tells: v.literal('load'), response: v.nullable(Response) });

export function tellDesk(message: v.InferOutput<typeof Told>): void {
  if (window.parent !== window) window.parent.postMessage(plain(message), location.origin);
}

export function tellStage(frame: HTMLIFrameElement, response: Response | null): void {
  frame.contentWindow?.postMessage(plain({ tells: 'load', response }), location.origin);
}

/** Calls back for all that a stage tells; returns how to stop. */
export function hearStages(
  heard: (message: v.InferOutput<typeof Told>, from: MessageEventSource | null) => void,
): () => void {
  return hear(Told, heard);
}

/** Calls back for each answer that the desk has shown; returns how to stop. */
export function hearDesk(heard: (message: v.InferOutput<typeof Load>) => void): () => void {
  return hear(Load, heard);
}

function hear<Schema extends v.GenericSchema>(
  schema: Schema,
  heard: (message: v.InferOutput<Schema>, from: MessageEventSource | null) => void,
): () => void {
  const listen = ({ origin, data, source }: MessageEvent<unknown>) => {
    const result = v.safeParse(schema, data);
    if (origin === location.origin && result.success) heard(result.output, source);
  };
  addEventListener('message', listen);
  return () => {
    removeEventListener('message', listen);
  };
}

/** A state proxy cannot cross a frame's border. */
function plain(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}
