import type { Stores } from './device-check.ts';

/** Devices of a room that are switched on together do not all speak at once. */
const SPREAD_MS = 8_000;

/**
 * At each start of the app: looks whether what the device was prepared with is still there, and
 * tells the school. `lost` hears of a class code for which it is not.
 */
export async function watchPrepared(
  stores: () => Promise<Stores>,
  lost: (code: string) => void,
): Promise<void> {
  await new Promise((turn) => setTimeout(turn, Math.random() * SPREAD_MS));
  const { readAllBack } = await import('./read-back.ts');
  const proofs = await readAllBack(await stores());
  const gone = proofs.find(({ isWhole }) => !isWhole);
  if (gone) lost(gone.code);
  for (const { tell } of proofs) {
    const reply = await tell();
    if (reply.kind === 'unreachable')
      window.addEventListener('online', () => void tell(), { once: true });
  }
}
