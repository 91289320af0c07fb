import { resolve } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          env: { TZ: 'Asia/Taipei' },
          include: [
            '{scoring,items,web,worker}/**/*.test.ts',
            'test/{house,engine,simulate,load}/**/*.test.ts',
          ],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            main: './worker/index.ts',
            remoteBindings: false,
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              // What a batch waits to fill up is dead time here; the rest is wrangler.toml's.
              queueConsumers: {
                score: {
                  maxBatchSize: 50,
                  maxBatchTimeout: 0.1,
                  maxRetries: 100,
                  deadLetterQueue: 'score-dlq',
                },
                'score-dlq': {},
              },
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(resolve(here, 'worker/migrations')),
                DEMO: '1',
                MASTER_SECRET: '0'.repeat(64),
              },
            },
          })),
        ],
        test: {
          name: 'journey',
          include: ['test/journey/**/*.test.ts'],
          setupFiles: ['test/journey/setup.ts'],
        },
      },
    ],
  },
});
