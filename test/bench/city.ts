import { type Api, openApi } from '../../items/demo/api.ts';
import { buildCity } from '../../items/demo/city.ts';
import {
  awaitScores,
  loadCity,
  loadForms,
  loadLessons,
  loadPlans,
  publishCampaign,
} from '../../items/demo/load.ts';
import { openWorker } from './edge.ts';
import { type Line, median, timed } from './figure.ts';

const SIZES = [500, 5_000] as const;
const READS = 101;

/** A published city in the simulator, its office signed in. */
interface Published {
  pupils: number;
  api: Api;
  path: string;
  stages: Line[];
  close(): Promise<void>;
}

/** A city from class lists to its published report, stage by stage, and then reading that report. */
export async function benchCity(tell: (line: Line) => void): Promise<void> {
  const cities: Published[] = [];
  try {
    for (const pupils of SIZES) {
      const city = await publishCity(pupils);
      cities.push(city);
      city.stages.forEach(tell);
    }
    (await benchReads(cities)).forEach(tell);
  } finally {
    await Promise.all(cities.map((city) => city.close()));
  }
}

async function publishCity(pupils: number): Promise<Published> {
  const edge = await openWorker();
  const api = openApi(edge.base);
  const demo = buildCity({ seed: 'bench', pupils, now: Date.now() });
  const census = demo.city.campaigns.find(({ kind }) => kind === 'census')?.id ?? '';
  const sittings = demo.sittings.filter(({ plan }) => plan.campaign === census);
  const stages: Line[] = [];
  const stage = async (name: string, work: () => Promise<unknown>) => {
    const ms = await timed(work);
    const figure = `${(ms / 1000).toFixed(1)} s`;
    const each = `${(ms / pupils).toFixed(2)} ms a pupil`;
    stages.push({ name: `${pupils} pupils, ${name}`, figure, ratio: each });
  };
  const forms = await loadForms(api, demo);
  await loadCity(api, demo, Date.now());
  const since = performance.now();
  await stage('class lists and packages', () => loadPlans(api, sittings));
  await stage('journals', () => loadLessons(api, { demo, forms, sittings }, () => undefined));
  await stage('scores still to come after the last journal', () => awaitScores(api, demo, census));
  await stage('publishing', () => publishCampaign(api, census));
  const seconds = (performance.now() - since) / 1000;
  stages.push({
    name: `${pupils} pupils, from class lists to published reports`,
    figure: `${seconds.toFixed(1)} s`,
    ratio: `${((seconds * 1000) / pupils).toFixed(2)} ms a pupil`,
  });
  const path = `/campaigns/${census}/reports/city/${demo.city.id}/city`;
  return { pupils, api, path, stages, close: () => edge.close() };
}

/** Alternating reads of the city page: it must cost the same however many pupils stand behind it. */
async function benchReads(cities: Published[]): Promise<Line[]> {
  const spent = cities.map((): number[] => []);
  for (let read = 0; read < READS; read += 1) {
    for (const [at, { api, path }] of cities.entries()) {
      spent[at]?.push(await timed(() => api.call('GET', path)));
    }
  }
  const medians = spent.map(median);
  const [least = Number.NaN] = medians;
  return cities.map(({ pupils }, at) => ({
    name: `report read, ${pupils} pupils`,
    figure: `${(medians[at] ?? Number.NaN).toFixed(1)} ms`,
    ratio: `${((medians[at] ?? Number.NaN) / least).toFixed(2)} × that of ${SIZES[0]}`,
  }));
}
