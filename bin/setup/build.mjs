import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, readStamp } from './digest.mjs';
import { node24 } from './npm.mjs';
import { run } from './run.mjs';

const sources = [
  'app',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.js',
  'next.config.ts',
  'postcss.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
const isBuilt = (file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('lib/store/generated');

/** `next build`, when the sources changed since the last one that finished. */
export async function needBuild(root) {
  const digest = digestOf(root, sources, isBuilt);
  const stamp = join(root, '.next/bailiwick-build');
  if (readStamp(stamp) === digest) return;
  console.log('Building the portal…');
  rmSync(stamp, { force: true });
  const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  await run(
    node24(root),
    ['node_modules/next/dist/bin/next', 'build'],
    'The portal was not built: next build failed.',
    environment,
  );
  mkdirSync(join(root, '.next'), { recursive: true });
  writeFileSync(stamp, `${digest}\n`);
}
