import * as v from 'valibot';
import { Campaign, CampaignState, District, School } from './city.ts';
import { Count, Slug } from './id.ts';
import { Text } from './text.ts';

/** A campaign with where it stands. */
export const CampaignRow = v.object({
  ...Campaign.entries,
  state: CampaignState,
  /** Published release, or null before the first one. */
  release: v.nullable(Count),
});
export type CampaignRow = v.InferOutput<typeof CampaignRow>;

/** `GET /campaigns`: newest first. */
export const CampaignList = v.object({ campaigns: v.array(CampaignRow) });
export type CampaignList = v.InferOutput<typeof CampaignList>;

/** `GET /city`: names of districts and schools, no classes and no people. */
export const CityNames = v.object({
  id: Slug,
  name: Text,
  fictional: v.boolean(),
  districts: v.array(District),
  schools: v.array(School),
});
export type CityNames = v.InferOutput<typeof CityNames>;

/** `POST /campaigns/:campaign/publish`. */
export const Publication = v.object({ release: Count });
export type Publication = v.InferOutput<typeof Publication>;
