import { defineConfig } from 'vitest/config';

/** Two suites by cost: `unit` needs nothing, `int` starts real servers. Sources are tested unbuilt through the `source` condition. */
// Vitest hands these to Node as well: `module` would make it load bundler-only builds.
const conditions = ['source', 'node', 'development|production'];
const shared = { ssr: { resolve: { conditions } }, resolve: { conditions } };
const globalSetup = ['./packages/testing/src/global-setup.ts'];
const exclude = ['**/node_modules/**', '**/dist/**', '**/.data/**'];

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          // Unit tests share nothing but modules: loading those once per worker takes two thirds of the time away.
          isolate: false,
          // Milliseconds of work; a machine that is shared may take a thousand times as long to get to it.
          testTimeout: 60_000,
          include: ['{apps,packages}/*/src/**/*.test.ts', 'test/{architecture,chaos}/**/*.test.ts'],
          exclude: [...exclude, '**/*.int.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'int',
          include: ['{apps,packages}/*/src/**/*.int.test.ts', 'test/chaos/**/*.int.test.ts'],
          exclude,
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // Real servers on two shared cores: a test that was starved may try once more. A bug fails twice.
          retry: 1,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude,
          globalSetup,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
