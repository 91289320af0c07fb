import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { readClosing } from '../scoring/close/file.ts';
import { Batch, Binding } from '../scoring/wire/batch.ts';
import { City, SittingPlan } from '../scoring/wire/city.ts';
import { readArguments } from './demo.ts';
import { buildCity } from './demo/city.ts';
import { simulateCensus } from './demo/closing-input.ts';
import { writeCity, writeInput } from './demo/files.ts';
import { composePastForm } from './demo/past-form.ts';
import { planPast } from './demo/past.ts';

describe('the command line', () => {
  it.each([
    ['a word for a number', ['--pupils', 'many'], 'whole number'],
    ['too few', ['--pupils', '3'], 'from 8'],
    ['an unknown option', ['--size', '9'], '--size'],
    ['a missing value', ['--seed'], '--seed'],
    ['a place that is no address', ['--to', 'localhost'], 'http://localhost:8787'],
    ['two places at once', ['--to', 'http://localhost:1', '--out', 'x'], 'exclude'],
  ])('refuses %s in words', (_, args, words) => {
    const order = readArguments(args);
    expect(order.ok ? 'accepted' : order.why).toContain(words);
  });

  it('has a city of 5,000 when nothing is asked', () => {
    expect(readArguments([])).toMatchObject({ ok: true, pupils: 5000, to: undefined });
  });
});

describe('a city as files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds the documents that the server takes, one journal a sitting', () => {
    const demo = buildCity({ seed: 's', pupils: 60, now: Date.UTC(2026, 10, 24) });
    writeCity(folder, demo, () => undefined);
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(v.is(City, read('city.json'))).toBe(true);
    expect(existsSync(join(folder, 'truth.json'))).toBe(true);
    expect(readdirSync(join(folder, 'journals'))).toHaveLength(demo.sittings.length);
    const Sitting = v.object({ plan: SittingPlan });
    const Attempt = v.object({ binding: Binding, batches: v.array(Batch) });
    for (const { plan, waiting } of demo.sittings) {
      expect(v.is(Sitting, read(`sittings/${plan.code}.json`))).toBe(true);
      const text = readFileSync(join(folder, `journals/${plan.code}.ndjson`), 'utf8');
      const lines = text.split('\n').slice(0, -1);
      expect(lines.length > 0).toBe(!waiting);
      for (const line of lines) expect(v.is(Attempt, JSON.parse(line))).toBe(true);
    }
  });

  it('holds what the close of an earlier census takes in', () => {
    const demo = buildCity({ seed: 's', pupils: 60, now: Date.UTC(2026, 10, 24) });
    const [census] = planPast(demo);
    if (!census) throw new Error('no past');
    const forms = census.campaign.forms.map(({ form }) => composePastForm(form, 112));
    const input = simulateCensus(demo, census, { year: 0, forms, past: [] });
    writeInput(folder, input);
    const text = readFileSync(join(folder, 'closings/census-112.json'), 'utf8');
    expect(readClosing(text)).toEqual(input);
  });
});
