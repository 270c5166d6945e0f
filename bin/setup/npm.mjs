import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

const wantedNode = 24;

export const node24 = (root) => join(root, 'node_modules/.bin/node');

/**
 * `npm ci`, when what is installed isn't what package-lock.json names. No package's install script runs: none is needed,
 * and what it built would differ from machine to machine (ssh2 compiles an addon where there is a compiler).
 */
export async function needNpmPackages(root) {
  if (isInstalled(root) && nodeWorks(root)) return;
  console.log('Installing the npm packages…');
  // Without node_modules/.bin in front: npm must not run under the very Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'));
  await run(
    'npm',
    ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'],
    'The npm packages were not installed: `npm ci` failed. What it says above names the reason; run this again once it is dealt with.',
    { ...process.env, PATH: path.join(delimiter) },
  );
  if (!nodeWorks(root)) {
    throw new SetupProblem(
      `npm brought no Node ${wantedNode}: node_modules/.bin/node doesn't run. It comes as an npm package for Linux on x64 and arm64; this is ${process.platform} on ${process.arch}.`,
    );
  }
}

/**
 * npm writes node_modules/.package-lock.json as the last step of an installation: one that was killed leaves none, or an
 * old one. Optional packages of other platforms aren't in it; this platform's Node must be.
 */
function isInstalled(root) {
  try {
    const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    const installed = packagesOf('node_modules/.package-lock.json');
    if (!installed[`node_modules/node-${process.platform}-${process.arch}`]) return false;
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
