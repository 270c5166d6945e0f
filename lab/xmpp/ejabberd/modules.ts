import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ejabberdFolder } from './erlang.ts';

const sources = fileURLToPath(new URL('../../../deploy/xmpp/ejabberd/', import.meta.url));

/**
 * Compiles deploy/xmpp/ejabberd with the machine's ejabberd into a folder of the lab, and answers that folder. What was compiled
 * of the same sources for the same ejabberd is kept; a warning is an error.
 */
export async function compileModules(folder: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const files = readdirSync(sources).filter((name) => name.endsWith('.erl'));
  const ejabberd = ejabberdFolder();
  const hash = createHash('sha256').update(ejabberd);
  for (const name of files.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(sources, name)));
  const target = join(folder, hash.digest('hex').slice(0, 16));
  if (existsSync(target)) return target;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const work = mkdtempSync(join(folder, 'compiling-'));
  const line = ['-Werror', '-I', join(ejabberd, 'include'), '-o', work, ...files.map((name) => join(sources, name))];
  try {
    await promisify(execFile)('/usr/bin/erlc', line, { env: environment as NodeJS.ProcessEnv, timeout: 60_000 });
  } catch (cause) {
    const { stdout = '', stderr = '', message } = cause as Error & { stdout?: string; stderr?: string };
    throw new Error(`mod_bailiwick doesn't compile: ${(stdout + stderr).trim().slice(-1500) || message}`);
  }
  // Whole or not at all: a lab that was stopped meanwhile compiles again.
  renameSync(work, target);
  return target;
}
