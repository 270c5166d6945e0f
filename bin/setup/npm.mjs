import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

const wantedNode = 24;

export const node24 = (root) => join(root, 'node_modules/.bin/node');

/** `npm ci`, when what is installed isn't what package-lock.json names. */
export async function needNpmPackages(root) {
  if (isInstalled(root) && nodeWorks(root)) return;
  console.log('Installing the npm packages…');
  // Without node_modules/.bin in front: npm must not run under the very Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'));
  await run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund'],
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
}

/**
 * npm writes node_modules/.package-lock.json as the last step of an installation: one that was killed leaves none, or an
 * old one. Optional packages of other platforms aren't in it.
 */
function isInstalled(root) {
  try {
    const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    const installed = packagesOf('node_modules/.package-lock.json');
    if (Object.keys(installed).some((path) => !existsSync(join(root, path, 'package.json')))) return false;
    return Object.entries(packagesOf('package-lock.json')).every(
      ([path, { version, optional }]) =>
        path === '' || installed[path]?.version === version || (optional && !installed[path]),
    );
  } catch {
    return false;
  }
}

function nodeWorks(root) {
  const { stdout } = spawnSync(node24(root), ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${wantedNode}.`) ?? false;
}
