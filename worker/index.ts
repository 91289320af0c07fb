import { app } from './app.ts';
import type { Env } from './env.ts';
import { consume } from './jobs/queue.ts';

export { Sitting } from './sitting.ts';

export default { fetch: app.fetch, queue: consume } satisfies ExportedHandler<Env>;
