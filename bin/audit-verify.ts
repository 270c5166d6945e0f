/**
 * `npm run audit:verify`: works out the chain of the audit log again and says in one sentence whether it is whole; exit 1
 * when it isn't, 2 when it couldn't be looked at. Uses DATABASE_URL, or the embedded database that runs, or starts it for
 * the moment. Keeps the end of the log in BAILIWICK_HOME/audit-head.json, so that records cut off the end are missed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '../lib/config/config.ts';
import { type AuditHead, type Verdict, verifyAudit } from '../lib/store/audit-verify.ts';
import { openDatabase } from '../lib/store/database.ts';
import { dataFolder, runningUrl } from '../lib/store/embedded/address.ts';

let started: ChildProcess | undefined;
let exitCode = 2;
try {
  const { home, databaseUrl } = config();
  const url = databaseUrl ?? runningUrl(home) ?? (await startEmbedded(home));
  const db = openDatabase(url, { connections: 2, statementTimeoutMs: 60_000 });
  const verdict = await verifyAudit(db, readHead(home));
  await db.close();
  if (verdict.ok && verdict.head) writeHead(home, verdict.head);
  console.log(sentence(verdict));
  exitCode = verdict.ok ? 0 : 1;
} catch (cause) {
  const why = cause instanceof Error ? cause.message || cause.name : String(cause);
  console.error(`The audit log was not verified: ${why}`);
} finally {
  await stopped(started);
}
process.exit(exitCode);

function sentence(verdict: Verdict): string {
  if (verdict.ok)
    return verdict.checked === 1
      ? 'The audit log is whole: 1 record.'
      : `The audit log is whole: ${verdict.checked} records.`;
  const { seq, at, why } = verdict.brokenAt;
  return `The audit log is broken at record ${seq}${at ? ` of ${at.toISOString()}` : ''}: ${why}. ${before(verdict.checked)}`;
}

function before(count: number): string {
  if (count === 0) return 'Nothing is before it.';
  return count === 1 ? 'The one before it is whole.' : `The ${count} before it are whole.`;
}

function readHead(home: string): AuditHead | null {
  const file = headFile(home);
  if (!existsSync(file)) return null;
  const { seq, hash } = JSON.parse(readFileSync(file, 'utf8')) as Partial<AuditHead>;
  if (!Number.isSafeInteger(seq) || typeof hash !== 'string')
    throw new Error(`${file} can't be read as seq and hash. Look at why, then remove it.`);
  return { seq: seq as number, hash };
}

function writeHead(home: string, head: AuditHead): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const aside = `${headFile(home)}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify({ ...head, at: new Date().toISOString() })}\n`, { mode: 0o600 });
  renameSync(aside, headFile(home));
}

function headFile(home: string): string {
  return join(home, 'audit-head.json');
}

function startEmbedded(home: string): Promise<string> {
  if (!existsSync(dataFolder(home))) throw new Error(`there is no database in ${home}, and DATABASE_URL is not set.`);
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'database.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    started = child;
    child.once('exit', () => reject(new Error('the embedded database did not start.')));
    child.once('message', (message: { ready: boolean; url?: string; error?: string }) =>
      message.ready && message.url ? resolve(message.url) : reject(new Error(message.error)),
    );
  });
}

async function stopped(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
