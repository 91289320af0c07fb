/**
 * What the app is built on and cannot do without, each asked for by itself: never by the browser's
 * name. The list follows the oldest Chromium that is tested.
 */
const FEATURES: Record<string, () => boolean> = {
  'crypto.subtle': () => 'subtle' in crypto,
  locks: () => 'locks' in navigator,
  caches: () => 'caches' in globalThis,
  workers: () => typeof Worker === 'function',
  'AbortSignal.timeout': () => typeof AbortSignal.timeout === 'function',
  structuredClone: () => typeof structuredClone === 'function',
  'Array.toReversed': () => typeof Array.prototype.toReversed === 'function',
  'Array.findLast': () => typeof Array.prototype.findLast === 'function',
  dialog: () => typeof HTMLDialogElement === 'function',
  streams: () => typeof ReadableStream === 'function',
  'CSS grid': () => CSS.supports('display', 'grid') && CSS.supports('gap', '1px'),
};

/** Names of what this browser lacks. */
export function listMissing(): string[] {
  return Object.entries(FEATURES).flatMap(([name, has]) => (isThere(has) ? [] : [name]));
}

function isThere(has: () => boolean): boolean {
  try {
    return has();
  } catch {
    return false;
  }
}
