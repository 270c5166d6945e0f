import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, readStamp } from './digest.mjs';
import { node24 } from './npm.mjs';
import { run } from './run.mjs';

const clientFolder = 'lib/store/generated';

/** The database client that Prisma generates, when the schema or Prisma changed. */
export async function needPrismaClient(root) {
  const digest = digestOf(root, ['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  const stamp = join(root, clientFolder, '.generated-from');
  if (readStamp(stamp) === digest) return;
  console.log('Generating the database client…');
  rmSync(join(root, clientFolder), { recursive: true, force: true });
  // Generating needs no schema engine; without the override Prisma would download one.
  const environment = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  await run(
    node24(root),
    ['node_modules/prisma/build/index.js', 'generate'],
    'The database client was not generated: prisma generate failed.',
    environment,
  );
  writeFileSync(stamp, `${digest}\n`);
}
