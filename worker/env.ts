import type { ScoreMessage } from './jobs/message.ts';

/** What the platform binds to this worker: wrangler.toml and two secrets. */
export interface Env {
  DB: D1Database;
  /** Typed by the generated bindings: importing the classes here would close a circle. */
  SITTING: Cloudflare.Env['SITTING'];
  CAMPAIGN: Cloudflare.Env['CAMPAIGN'];
  SCORE_QUEUE: Queue<ScoreMessage>;
  ASSETS: Fetcher;
  /** 64 hex digits; every other key is derived from it with a purpose of its own. */
  MASTER_SECRET: string;
  /** '1' in the fictional city only: opens local accounts and the routes that fill it. */
  DEMO?: string;
}
