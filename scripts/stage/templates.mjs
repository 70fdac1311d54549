// The files of a new stage service. What is left to write by hand fails to compile until it is there.

/** @returns file names in the app's folder with their text */
export function stageFiles(stage) {
  const { name } = stage;
  return {
    'package.json': `${JSON.stringify(manifest(stage), null, 2)}\n`,
    'turbo.json': '{\n  "extends": ["//"],\n  "tags": ["app"]\n}\n',
    'src/main.ts': mainFile(stage),
    [`src/${name}.config.ts`]: configFile(stage),
    [`src/${name}.stage.ts`]: stageFile(stage),
    [`src/${name}.stage.test.ts`]: testFile(stage),
  };
}

function manifest({ name }) {
  const packages = ['cache-keys', 'contracts', 'service-kit', 'stage-kit'].map((part) => [`@tributary/${part}`, 'workspace:*']);
  return {
    name: `@tributary/${name}`,
    version: '0.1.0',
    private: true,
    description: `The ${name} stage`,
    license: 'Apache-2.0',
    type: 'module',
    scripts: { build: 'tsc -b', start: 'node --optimize-for-size --max-semi-space-size=16 dist/main.js' },
    dependencies: Object.fromEntries(packages),
  };
}

function mainFile({ name, pascal }) {
  return `import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { ${pascal}Config } from './${name}.config.js';
import { create${pascal}Stage } from './${name}.stage.js';

await runService({
  name: '${name}',
  config: ${pascal}Config,
  start: (runtime, config) => ({ handlings: [handleStage(runtime, config, anyStage(create${pascal}Stage()))] }),
});
`;
}

function configFile({ name, pascal }) {
  return `import { ServiceConfig } from '@tributary/service-kit';

/** Variables of the ${name} service: declare its own with \`@variable\`. */
export class ${pascal}Config extends ServiceConfig {}
`;
}

function stageFile({ name, pascal, camel, consumes, emits, reads }) {
  return `import { ${[...reads, camel].toSorted().join(', ')} } from '@tributary/cache-keys';
import { ${[consumes, emits].toSorted().join(', ')} } from '@tributary/contracts';
import { defineStage } from '@tributary/stage-kit';

/** Says in one sentence what goes in and what comes out. */
export function create${pascal}Stage() {
  return defineStage({
    name: '${name}',
    consumes: ${consumes},
    reads: { ${reads.join(', ')} },
    writes: { ${camel} },
    emits: ${emits},
    // Count up when the same input gives other output (P-1).
    fingerprint: { version: 1 },

    run: ({ ${reads.join(', ')} }) => ({ ${camel}: make${pascal}(${reads.join(', ')}) }),

    announce: () => ({}),
  });
}
`;
}

function testFile({ name, pascal, camel, reads }) {
  return `import { runStageWith } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { create${pascal}Stage } from './${name}.stage.js';

function setup() {
  return { stage: create${pascal}Stage(), inputs: { ${reads.map((key) => `${key}: sample.${key}`).join(', ')} } };
}

test('the same input gives the same output, on every run', async () => {
  const { stage, inputs } = setup();
  const [first, second] = [await runStageWith(stage, { inputs }), await runStageWith(stage, { inputs })];
  expect(first).toMatchObject({ outcome: 'completed' });
  expect(second.outputs.${camel}).toEqual(first.outputs.${camel});
});
`;
}

/** What remains to be done by hand, in order. */
export function remaining({ name, pascal, camel, emits, eventType }) {
  return `apps/${name} is laid out. By hand, in this order:
  1. packages/contracts: the stage '${name}' in src/stage.ts, its output in src/outputs, the event class ${emits} ('${eventType}')
     in src/events/flow.ts and src/events/registry.ts; then pnpm gen contracts
  2. packages/cache-keys: the key ${camel} in src/outputs.ts
  3. apps/${name}/src/${name}.stage.ts: make${pascal}, a pure function from a domain package, and the test's sample
Then: pnpm install, pnpm gen references, pnpm check. Start it with the others: packages/local-stack/src/services/start-service.ts.`;
}
