import { webcrypto } from 'node:crypto';
import { registerHooks } from 'node:module';

/**
 * Preloaded: lets the real class of a sitting be loaded by Node, where the platform's module does
 * not exist. All that it has of the platform is a state and an environment that it is given.
 */
const STAND_IN =
  'data:text/javascript,export class DurableObject{constructor(ctx,env){this.ctx=ctx;this.env=env}}';

registerHooks({
  resolve: (name, context, next) =>
    name === 'cloudflare:workers'
      ? { url: STAND_IN, format: 'module', shortCircuit: true }
      : next(name, context),
});

Object.assign(globalThis, { WebSocketRequestResponsePair: Object });

/**
 * Digests and derived keys are functions of what goes in, and asked for at every request: each is
 * computed once, by the real one. Nothing here is random, so nothing else changes.
 */
const { subtle } = webcrypto;
const names = new WeakMap<object, string>();

function nameOf(part: unknown): string {
  if (part instanceof ArrayBuffer) return Buffer.from(part).toString('latin1');
  if (ArrayBuffer.isView(part))
    return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
  if (typeof part !== 'object' || part === null) return String(part);
  const known = names.get(part);
  if (known !== undefined) return known;
  return Object.entries(part)
    .map(([name, value]) => `${name}=${nameOf(value)}`)
    .join();
}

for (const method of ['digest', 'sign', 'importKey', 'deriveBits'] as const) {
  const compute = subtle[method].bind(subtle) as (...given: unknown[]) => Promise<object>;
  const known = new Map<string, Promise<object>>();
  const remember = (...given: unknown[]): Promise<object> => {
    const question = given.map(nameOf).join('|');
    const answer = known.get(question) ?? compute(...given);
    known.set(question, answer);
    return answer.then((value) => {
      if (!(value instanceof ArrayBuffer)) names.set(value, `${method}(${question})`);
      return value;
    });
  };
  Object.defineProperty(subtle, method, { value: remember });
}

/** The object tells its log of each time that the queue fails; here that happens all the time. */
console.error = () => undefined;
