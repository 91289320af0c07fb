import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** `npm run kill -- --times 500`: kills a browser so often while it writes, and asks what is left. */
const { values } = parseArgs({ options: { times: { type: 'string', default: '500' } } });
const root = resolve(import.meta.dirname, '../..');
const playwright = resolve(root, 'node_modules/@playwright/test/cli.js');
const { status } = spawnSync(process.execPath, [playwright, 'test', 'kill.e2e'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TZ: 'Asia/Taipei', KILLS: values.times },
});
process.exit(status ?? 1);
