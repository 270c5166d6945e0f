import { defineConfig } from 'vitest/config';
import { BalancedShards } from './bin/test/balanced-shards.ts';

// CI's machine is shared: what fails once and then passes is told there, with why, and fails everywhere else.
const retry = process.env.CI ? 1 : 0;
const left = ['node_modules/**', '.next/**', 'e2e/**'];

export default defineConfig({
  test: {
    sequence: { sequencer: BalancedShards },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...left, '**/*.integration.test.ts'],
          retry,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: left,
          globalSetup: ['lab/vitest-lab.ts', 'lab/vitest-database.ts'],
          setupFiles: ['lab/vitest-clean-up.ts'],
          // One directory for all of them: a test arranges what it needs; what a file added goes again.
          fileParallelism: false,
          retry,
          // Only so that nothing hangs for ever: how fast something is, is measured and not tested.
          testTimeout: 60_000,
          // A second lab takes some 10 s to start, and several times as long on a busy machine; hooks are not tried again.
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
