import * as v from 'valibot';
import { Form } from '../scoring/wire/form.ts';
import { Grade } from '../scoring/wire/key.ts';

/** A form as the bank keeps it: the order of its items, and the school year that it is for. */
export const BankForm = v.strictObject({
  ...Form.entries,
  grade: Grade,
  /** By the calendar of the Republic: 115 begins in August 2026. */
  year: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(999)),
});
export type BankForm = v.InferOutput<typeof BankForm>;
