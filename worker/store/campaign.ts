import * as v from 'valibot';
import { Campaign, CampaignState } from '../../scoring/wire/city.ts';
import { Count } from '../../scoring/wire/id.ts';
import type { CampaignRow } from '../../scoring/wire/campaign.ts';
import { Fault } from '../fault.ts';
import { parseText } from './city.ts';

const Settings = v.object({
  timeZone: Campaign.entries.timeZone,
  forms: Campaign.entries.forms,
  threshold: Campaign.entries.threshold,
  helpNumber: Campaign.entries.helpNumber,
});

const Row = v.object({
  id: Campaign.entries.id,
  kind: Campaign.entries.kind,
  title_json: v.string(),
  academic_year: Campaign.entries.academicYear,
  opens_at: Campaign.entries.opensAt,
  closes_at: Campaign.entries.closesAt,
  state: CampaignState,
  settings_json: v.pipe(v.string(), v.parseJson(), Settings),
  published_release: v.nullable(Count),
});

const COLUMNS =
  'id, kind, title_json, academic_year, opens_at, closes_at, state, settings_json, published_release';

/** A campaign as data; one that is there already keeps its state and its releases. */
export function putCampaign(db: D1Database, campaign: Campaign): D1PreparedStatement {
  const { id, kind, title, academicYear, opensAt, closesAt, ...settings } = campaign;
  return db
    .prepare(
      `INSERT INTO campaign (id, kind, title_json, academic_year, opens_at, closes_at, state, settings_json)
       VALUES (?, ?, ?, ?, ?, ?, 'open', ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title_json = excluded.title_json,
         academic_year = excluded.academic_year, opens_at = excluded.opens_at,
         closes_at = excluded.closes_at, settings_json = excluded.settings_json`,
    )
    .bind(
      id,
      kind,
      JSON.stringify(title),
      academicYear,
      opensAt,
      closesAt,
      JSON.stringify(settings),
    );
}

export async function listCampaigns(db: D1Database): Promise<CampaignRow[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM campaign ORDER BY opens_at DESC, id`)
    .all();
  return results.map(toCampaign);
}

/** Throws the fault `campaign-unknown`. */
export async function getCampaign(db: D1Database, id: string): Promise<CampaignRow> {
  const row = await db.prepare(`SELECT ${COLUMNS} FROM campaign WHERE id = ?`).bind(id).first();
  if (!row) throw new Fault('campaign-unknown');
  return toCampaign(row);
}

function toCampaign(row: unknown): CampaignRow {
  const parsed = v.parse(Row, row);
  return {
    id: parsed.id,
    kind: parsed.kind,
    title: parseText(parsed.title_json),
    academicYear: parsed.academic_year,
    opensAt: parsed.opens_at,
    closesAt: parsed.closes_at,
    state: parsed.state,
    release: parsed.published_release,
    ...parsed.settings_json,
  };
}
