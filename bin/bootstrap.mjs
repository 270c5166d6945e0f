#!/usr/bin/env node
// Brings a checkout to the point where it can run, then runs `bin/<command>.ts` under Node 24. Plain JavaScript that
// Node 18 understands, with nothing imported from node_modules: it is what installs them.
//   node bin/bootstrap.mjs demo | test | dev | bench | start | build [-- its own arguments]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needBuild } from './setup/build.mjs';
import { needDebianPackages } from './setup/debian.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { needNpmPackages, node24 } from './setup/npm.mjs';
import { needPrismaClient } from './setup/prisma.mjs';
import { SetupProblem } from './setup/problem.mjs';
import { passOnEnd } from './setup/signals.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each command needs besides the npm packages. */
const commands = {
  demo: { debian: ['directory', 'xmpp', 'snmp'], built: true },
  // Builds as one of its steps, so that a failed build is one failure among the others.
  test: { debian: ['directory', 'xmpp', 'snmp', 'judges', 'browser'], built: false },
  dev: { debian: ['directory', 'xmpp', 'snmp'], built: false },
  bench: { debian: ['directory', 'xmpp', 'snmp', 'judges', 'rivals', 'browser'], built: true },
  start: { debian: [], built: true },
  build: { debian: [], built: true },
};

async function main() {
  const [command = '', ...rest] = process.argv.slice(2);
  const needs = commands[command];
  if (!needs)
    throw new SetupProblem(`There is no command “${command}”. Choose one of: ${Object.keys(commands).join(', ')}.`);
  process.chdir(root);
  await withSetupLock(root, async () => {
    await needDebianPackages(needs.debian);
    await needNpmPackages(root);
    await needPrismaClient(root);
    if (needs.built) await needBuild(root);
  });
  if (command === 'build') return;
  const script = join(root, 'bin', `${command}.ts`);
  if (!existsSync(script)) throw new SetupProblem(`${script} is missing from this checkout.`);
  // The channel tells the child at once when this process is killed: nothing may stay behind.
  const child = spawn(node24(root), [script, ...rest], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: childEnvironment(),
  });
  passOnEnd(child);
}

/** node_modules/.bin first, so that whatever is started by the name `node` is the same Node. */
function childEnvironment() {
  return {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

main().catch((problem) => {
  console.error(problem instanceof SetupProblem ? problem.message : problem);
  process.exit(1);
});
