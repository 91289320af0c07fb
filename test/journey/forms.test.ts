import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FormDocument, FormVersion } from '../../scoring/wire/form-document.ts';
import type { CityReport, ClassResults, SchoolReport } from '../../scoring/wire/report.ts';
import type { SittingPlan } from '../../scoring/wire/city.ts';
import { openForm, openPackage } from '../../worker/form.ts';
import { closeAndPublish } from './closing-desk.ts';
import { ask, call, codeOf, endWindow, play, settle, signIn, sit } from './desk.ts';
import {
  BRIDGE,
  BUOY,
  FORM,
  FORM_B,
  TIDE,
  type ClassId,
  makeCity,
  makePlan,
  moves,
} from './fixture.ts';

const CITY = '/campaigns/census/reports/city/harbour/city';
const SCHOOL = '/campaigns/census/reports/school/s-a/school';
const option = (id: string) => ({ kind: 'choice' as const, option: id });
const RIGHT = { [BRIDGE]: moves(2), [BUOY]: option('b') };

/** The city with both forms for grade 6, and versions of the forms by their ids. */
async function openTwoForms(): Promise<Record<string, string>> {
  const city = makeCity(Date.now());
  const forms = ['g6-t', 'g6-u'].map((form) => ({ grade: 6, form }));
  const campaigns = city.campaigns.map((campaign) => ({ ...campaign, forms }));
  await call('POST', '/demo/city', { body: { ...city, campaigns } });
  const frozen = await Promise.all([freeze(FORM), freeze(FORM_B)]);
  return Object.fromEntries(frozen.map(({ form, hash }) => [form, hash]));
}

const freeze = (form: FormDocument) => ask<FormVersion>('office', 'PUT', '/forms', form);

/** What the server answers to a class's plan that names a form. */
async function plan(id: ClassId, form?: string): Promise<unknown> {
  const made: SittingPlan = makePlan(codeOf(id), { campaign: 'census', class: id, size: 4 });
  const body = [form === undefined ? made : { ...made, form }];
  const answer = await call('POST', '/demo/sittings', { body });
  return answer.status === 204 ? 'taken' : answer.json();
}

let versions: Record<string, string>;
beforeEach(async () => {
  versions = await openTwoForms();
});

describe('a grade with two forms', () => {
  test.each([
    ['the one', 'g6-t', 'taken'],
    ['the other', 'g6-u', 'taken'],
    ['none', undefined, { status: 404, code: 'form-unknown' }],
    ['one that is not of the campaign', 'g8-t', { status: 404, code: 'form-unknown' }],
  ])('takes a plan that names %s as it should', async (_, form, wanted) => {
    const answer = await plan('a-601', form);
    if (typeof wanted === 'string') expect(answer).toBe(wanted);
    else expect(answer).toMatchObject(wanted);
    const row = await env.DB.prepare('SELECT form_version FROM sitting').first('form_version');
    expect(row).toBe(wanted === 'taken' ? versions[form ?? ''] : null);
  });

  test('keeps the form that was drawn for a class', async () => {
    await plan('a-601', 'g6-u');
    expect(await plan('a-601', 'g6-t')).toMatchObject({ code: 'form-unknown' });
    expect(await plan('a-601', 'g6-u')).toBe('taken');
    expect(await plan('a-601')).toBe('taken');
  });

  test('gives shares of the form that each pupil took', async () => {
    await sitClass('a-601', 'g6-t', { ...RIGHT, [BUOY]: option('a') });
    await sitClass('b-601', 'g6-u', { [TIDE]: option('a'), ...RIGHT });
    await sitClass('c-601', 'g6-u', { [TIDE]: option('b'), [BUOY]: option('b') });
    await publish(12);
    const { grades } = await ask<CityReport>('office', 'GET', CITY);
    expect(grades[0]?.forms).toEqual([
      { form: 'g6-t', version: versions['g6-t'], items: 2, maxCredit: 3 },
      { form: 'g6-u', version: versions['g6-u'], items: 2, maxCredit: 3 },
    ]);
    expect(grades[0]?.schools.map(({ estimate }) => estimate)).toMatchObject([
      { mean: 66.7 },
      { mean: 95, mask: 'high' },
      { mean: 33.3 },
    ]);
    const school = await ask<SchoolReport>('head-a', 'GET', SCHOOL);
    expect(school.grades[0]?.classes[0]?.estimate).toMatchObject({ mean: 66.7 });
  });
});

async function sitClass(id: ClassId, form: string, answers: Parameters<typeof sit>[1]['answers']) {
  await plan(id, form);
  const hash = versions[form] ?? '';
  const attempts = [1, 2, 3, 4].map((seat) => sit(codeOf(id), { seat, form: hash, answers }));
  await play(codeOf(id), { attempts });
}

async function publish(scored: number) {
  await settle('census', scored);
  await endWindow();
  await closeAndPublish();
}

describe('an item that does not count', () => {
  const RESULTS = `/sittings/${codeOf('a-601')}/results`;

  test('is in no column, no sum and no score of the class, and leaves the numbers as they are', async () => {
    await sitClass('a-601', 'g6-u', { [TIDE]: option('b'), [BRIDGE]: moves(2) });
    await publish(4);
    const results = await ask<ClassResults>('teacher-a', 'GET', RESULTS);
    expect(results.items.map(({ item, number, mean }) => [item, number, mean])).toEqual([
      [BRIDGE, 2, 100],
      [BUOY, 3, 0],
    ]);
    expect(results.pupils[0]).toMatchObject({ status: 'scored', raw: 2, max: 3 });
    expect(JSON.stringify(results)).not.toContain(TIDE);
  });

  test.each([
    ['teacher-a', TIDE, 404, 'item-unknown'],
    ['head-a', TIDE, 404, 'item-unknown'],
    ['teacher-a', BUOY, 200, undefined],
  ])('%s asks for a replay of %s: %i', async (account, item, status, code) => {
    await sitClass('a-601', 'g6-u', { [TIDE]: option('b'), ...RIGHT });
    await publish(4);
    const cookie = await signIn(account);
    const path = `/sittings/${codeOf('a-601')}/seats/1/items/${item}`;
    const answer = await call('GET', path, { cookie });
    expect(answer.status).toBe(status);
    expect((await answer.json<{ code?: string }>()).code).toBe(code);
  });

  test('alone tests nobody', async () => {
    await sitClass('a-601', 'g6-u', { [TIDE]: option('b') });
    await publish(4);
    const { pupils } = await ask<ClassResults>('teacher-a', 'GET', RESULTS);
    expect(pupils.map(({ status, raw }) => [status, raw])).toEqual(
      new Array(4).fill(['missing', null]),
    );
  });

  test('is marked and stored like the others', async () => {
    await sitClass('a-601', 'g6-u', { [TIDE]: option('b'), ...RIGHT });
    await settle('census', 4);
    const stored = await env.DB.prepare('SELECT items_json FROM score').first<string>('items_json');
    expect(JSON.parse(stored ?? '')).toMatchObject([
      { item: TIDE, counted: false, status: 'answered', credit: 1 },
      { item: BRIDGE, counted: true },
      { item: BUOY, counted: true },
    ]);
  });
});

describe('a form that is frozen', () => {
  test('says which of its items count, and gives back all that it was given', async () => {
    expect((await freeze(FORM_B)).items.map(({ item, counted }) => [item, counted])).toEqual([
      [TIDE, false],
      [BRIDGE, true],
      [BUOY, true],
    ]);
    expect(await openForm(env, versions['g6-u'] ?? '')).toEqual(FORM_B);
  });

  test('tells a pupil’s device nothing of what counts or links', async () => {
    const open = JSON.stringify(await openPackage(env, versions['g6-u'] ?? ''));
    expect(open).toContain(TIDE);
    for (const word of ['uncounted', 'counted', 'anchors']) expect(open).not.toContain(word);
  });

  test.each<[string, Partial<FormDocument>]>([
    ['does not count items that it has not', { uncounted: ['foreign'] }],
    ['links items that it has not', { anchors: ['foreign'] }],
    ['counts nothing', { uncounted: [TIDE, BRIDGE, BUOY] }],
  ])('is refused where it %s', async (_, change) => {
    const cookie = await signIn('office');
    const answer = await call('PUT', '/forms', { cookie, body: { ...FORM_B, ...change } });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed' });
  });
});
