import { Refusal } from './refusal.ts';

/** How many pupils a fresh city's census has: PUPILS, 5,000 where it is not set. Throws Refusal. */
export function readPupils(text: string | undefined): number {
  if (text === undefined || text === '') return 5000;
  const pupils = Number(text);
  if (/^\d+$/.test(text) && pupils >= 100 && pupils <= 50_000) return pupils;
  throw new Refusal(
    `PUPILS 要是 100 到 50000 的整數，不是「${text}」。`,
    `PUPILS wants a whole number from 100 to 50000, not "${text}".`,
  );
}
