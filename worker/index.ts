import { app } from './app.ts';
import type { Env } from './env.ts';
import { bury, consume } from './jobs/queue.ts';

export { Campaign } from './campaign.ts';
export { Sitting } from './sitting.ts';

export default {
  fetch: app.fetch,
  async queue(batch, env) {
    if (batch.queue === 'score-dlq') bury(batch);
    else await consume(batch, env);
  },
} satisfies ExportedHandler<Env>;
