import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeClosing } from '../../scoring/close/file.ts';
import type { ClosingInput } from '../../scoring/close/input.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import { composeForm } from '../seal.ts';
import type { DemoCity } from './city.ts';
import { playLesson } from './lesson.ts';
import type { FrozenForm } from './pupil.ts';
import { NEWEST, drawAbility } from './truth.ts';

/**
 * Writes a city into `folder`, lesson by lesson: `city.json`, `truth.json` (how the pupils were
 * made), `sittings/<code>.json` (class list, cards, date, absences) and `journals/<code>.ndjson`
 * (one attempt a line, as its device sent it). Tells after each lesson how many attempts it had.
 */
export function writeCity(folder: string, demo: DemoCity, tell: (attempts: number) => void): void {
  for (const part of ['sittings', 'journals', 'closings']) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  const write = (name: string, document: unknown) => {
    writeFileSync(join(folder, name), `${JSON.stringify(document, null, 1)}\n`);
  };
  write('city.json', demo.city);
  write('truth.json', { ...demo.truth, pupils: listAbilities(demo) });
  const forms = new Map<string, FrozenForm>();
  for (const sitting of demo.sittings) {
    const form = forms.get(sitting.form) ?? freeze(composeForm(sitting.form));
    forms.set(sitting.form, form);
    const { code } = sitting.plan;
    write(`sittings/${code}.json`, sitting);
    const attempts = playLesson(demo, sitting, form);
    const lines = attempts.map(({ binding, batches }) => JSON.stringify({ binding, batches }));
    writeFileSync(
      join(folder, `journals/${code}.ndjson`),
      lines.map((line) => `${line}\n`).join(''),
    );
    tell(attempts.length);
  }
}

/** Writes what an earlier census's close takes in as `closings/<campaign>.json`. */
export function writeInput(folder: string, input: ClosingInput): void {
  mkdirSync(join(folder, 'closings'), { recursive: true });
  writeFileSync(join(folder, 'closings', `${input.report.campaign}.json`), writeClosing(input));
}

function listAbilities({ seed, truth, sittings }: DemoCity): Record<string, number> {
  return Object.fromEntries(
    sittings.flatMap(({ plan, school, grade }) =>
      plan.roster.map(({ pupil, enrolment }) => {
        const { ability } = drawAbility(truth, { seed, pupil, school, grade, year: NEWEST });
        return [enrolment, Number(ability.toFixed(4))];
      }),
    ),
  );
}

/** A form's version is the SHA-256 of its canonical JSON, as the server freezes it. */
export function freeze(document: FormDocument): FrozenForm {
  const canonical = JSON.stringify(document, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
  return { document, version: createHash('sha256').update(canonical).digest('hex') };
}
