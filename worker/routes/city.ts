import { Hono } from 'hono';
import { CityNames } from '../../scoring/wire/campaign.ts';
import { requireScope } from '../auth.ts';
import type { Env } from '../env.ts';
import { describe } from '../openapi.ts';
import { getCity } from '../store/city.ts';

export const cityRoutes = new Hono<{ Bindings: Env }>().get(
  '/city',
  describe({
    summary: 'Names of districts and schools',
    answer: CityNames,
    faults: ['signed-out', 'city-missing'],
  }),
  async (c) => {
    await requireScope(c, { kind: 'any' });
    return c.json(await getCity(c.env.DB));
  },
);
