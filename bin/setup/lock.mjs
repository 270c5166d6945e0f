import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One set-up of this checkout at a time: a second one waits, and finds the work done. */
export async function withSetupLock(root, work) {
  mkdirSync(join(root, '.bailiwick'), { recursive: true, mode: 0o700 });
  const file = join(root, '.bailiwick/setup.lock');
  await take(file);
  process.once('exit', () => release(file));
  try {
    return await work();
  } finally {
    release(file);
  }
}

async function take(file) {
  for (let told = false; ; ) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return;
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem;
    }
    const holder = holderOf(file);
    if (!isAlive(holder)) rmSync(file, { force: true });
    else {
      if (!told) console.log(`Another set-up of this checkout runs (process ${holder}); waiting until it is done.`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

/** A pid that another program has meanwhile doesn't count. */
function isAlive(pid) {
  if (pid === null) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap.mjs');
  } catch {
    return false;
  }
}

function release(file) {
  if (holderOf(file) === process.pid) rmSync(file, { force: true });
}
