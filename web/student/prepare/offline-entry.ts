import { SPARE_SEATS } from '../../../scoring/journal/card.ts';
import type { Entry } from '../../../scoring/wire/entry.ts';
import { findPrepared } from './shelf.ts';

const MINUTE_MS = 60_000;

/**
 * Who a card says it is for, as far as a prepared device knows by itself; undefined where it is not
 * prepared for the card's sitting. The server settles later whose the card is.
 */
export async function findOfflineEntry(sitting: string, seat: number): Promise<Entry | undefined> {
  const found = await findPrepared(sitting);
  if (!found) return undefined;
  const { preparation, prepared } = found;
  const { className, form } = prepared;
  const spare = SPARE_SEATS.findIndex((one) => one === seat) + 1;
  return {
    sitting,
    school: preparation.school,
    className,
    seat,
    ...(spare > 0 && { spare }),
    form,
    package: prepared.package,
    status: { state: 'waiting', now: Date.now(), limit: form.minutes * MINUTE_MS, charged: 0 },
    begun: false,
    campaign: preparation.campaign,
  };
}
