import { expect, test } from 'vitest';
import { writeClosing } from '../close/file.ts';
import { drawCity } from '../close/sample.ts';
import { listSteps } from '../close/results.ts';
import { close } from './close.ts';

test('a file’s close: its documents, what later years read, and a record a step', () => {
  const told: string[] = [];
  const { printed } = close.run({
    files: [writeClosing(drawCity({ sizes: [3, 2], academicYear: 2024 }))],
    values: {},
    tell: (line) => told.push(line),
  });
  const { documents, records, ...rest } = printed as Record<'documents' | 'records', unknown[]>;
  expect(rest).toEqual({ scale: null, past: null });
  expect(documents).toHaveLength(5);
  expect(records).toMatchObject(['gather', ...listSteps()].map((step) => ({ step })));
  expect(told).toContain('documents 0/1');
});

test('what is no file of a close is refused in one line', () => {
  const run = () => close.run({ files: ['{}'], values: {}, tell: () => undefined });
  expect(run).toThrow(RangeError);
  expect(run).toThrow(/^[^\n]+$/);
});
