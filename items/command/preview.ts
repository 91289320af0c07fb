import { join } from 'node:path';
import { ITEMS } from '../bank.ts';
import { wordsOf } from '../fault.ts';
import { serveBank } from '../preview/bank-server.ts';
import { serveBlocklyMedia } from '../preview/blockly-media.ts';
import { UsageFault, readFlags, takeWords } from './usage.ts';

const PORT = '5180';
const LATE = ['blockly/core', 'valibot'];

/** `preview`: serves the author's page until it is stopped. */
export async function preview(args: string[]): Promise<number> {
  const { values, positionals } = readFlags(args, { port: { type: 'string', default: PORT } });
  takeWords(positionals, 0, 'preview [--port N]');
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageFault(`"${values.port}" is no port`);
  }
  const root = join(ITEMS, '..');
  // The other commands do without it, and begin sooner.
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    cacheDir: join(root, 'node_modules/.cache/preview'),
    logLevel: 'warn',
    server: { port, strictPort: true, host: 'localhost', fs: { allow: [root] } },
    // Found only when the first blocks are drawn, and a page would be loaded anew for them.
    optimizeDeps: { include: LATE },
    plugins: [serveBank(), serveBlocklyMedia()],
  });
  try {
    await server.listen();
  } catch (error) {
    await server.close();
    throw new UsageFault(wordsOf(error));
  }
  console.log(`✓ http://localhost:${port}/preview/`);
  return 0;
}
