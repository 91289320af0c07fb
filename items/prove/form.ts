import type { Campaign } from './form/campaign.ts';
import { mixFaults } from './form/mix.ts';
import { orderFaults } from './form/order.ts';
import { roleFaults } from './form/role.ts';
import { sizeFaults } from './form/size.ts';
import { twinFaults } from './form/twin.ts';

/** What is wrong with a form, held against the bank, the blueprint and the other forms. */
export function formFaults(campaign: Campaign): string[] {
  return [
    ...roleFaults(campaign),
    ...sizeFaults(campaign),
    ...mixFaults(campaign),
    ...orderFaults(campaign),
    ...twinFaults(campaign),
  ];
}
