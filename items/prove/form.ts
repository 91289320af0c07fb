import type { Campaign } from './form/campaign.ts';
import { mixFaults } from './form/mix.ts';
import { orderFaults } from './form/order.ts';
import { parallelFaults } from './form/parallel.ts';
import { roleFaults } from './form/role.ts';
import { sizeFaults } from './form/size.ts';

/** What is wrong with a form, held against the bank, the blueprint and the other forms. */
export function formFaults(campaign: Campaign): string[] {
  return [
    ...roleFaults(campaign),
    ...sizeFaults(campaign),
    ...mixFaults(campaign),
    ...orderFaults(campaign),
    ...parallelFaults(campaign),
  ];
}
