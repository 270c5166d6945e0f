import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { digestOf, readStamp } from './digest.mjs';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

const wantedNode = 24;

/** Inside node_modules, so that it goes when they go, and an `npm ci` that was killed leaves none. */
const stampFile = (root) => join(root, 'node_modules/.bailiwick-installed');

export const node24 = (root) => join(root, 'node_modules/.bin/node');

/** `npm ci`, when package-lock.json changed since the last one that finished. */
export async function needNpmPackages(root) {
  const digest = digestOf(root, ['package-lock.json']);
  if (readStamp(stampFile(root)) === digest && nodeWorks(root)) return;
  console.log('Installing the npm packages…');
  rmSync(stampFile(root), { force: true });
  // Without node_modules/.bin in front: npm must not run under the very Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'));
  await run(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'The npm packages were not installed: `npm ci` failed. What it says above names the reason; run this again once it is dealt with.',
    {
      ...process.env,
      PATH: path.join(delimiter),
      // The engine would be downloaded, and is used for nothing here.
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
      PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
    },
  );
  if (!nodeWorks(root)) {
    throw new SetupProblem(
      `The npm package “node” brought no Node ${wantedNode}: node_modules/.bin/node doesn't run. Allow npm to run install scripts (npm config delete ignore-scripts) and run this again.`,
    );
  }
  writeFileSync(stampFile(root), `${digest}\n`);
}

function nodeWorks(root) {
  const { stdout } = spawnSync(node24(root), ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${wantedNode}.`) ?? false;
}
