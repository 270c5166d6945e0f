import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { config } from '../lib/config/config.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../lib/store/migrations.ts';

export type TestDatabase = { url: string; stop(): Promise<void> };

/**
 * An empty, migrated database of its own: embedded in a temporary folder, or, when DATABASE_URL is set, a new one on that
 * PostgreSQL, whose user must be allowed to make databases (and, for the tests of tampering, be superuser).
 */
export async function startTestDatabase(): Promise<TestDatabase> {
  const server = config().databaseUrl;
  const database = server ? await newPostgresDatabase(server) : await newEmbeddedDatabase();
  await applyMigrations(database.url, readMigrations(migrationsFolder));
  return database;
}

async function newPostgresDatabase(server: string): Promise<TestDatabase> {
  const name = `bailiwick_test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => asAdministrator(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function asAdministrator(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function newEmbeddedDatabase(): Promise<TestDatabase> {
  const home = temporaryHome();
  const running = await startEmbedded(home);
  return {
    url: running.url,
    async stop() {
      await running.end('SIGTERM');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), 'bailiwick-database-'));
}

export type RunningDatabase = {
  url: string;
  child: ChildProcess /** Answers the exit code, null after a signal's death. */;
  end(signal: NodeJS.Signals): Promise<number | null>;
};

/** bin/database.ts on `home`. Rejects with the sentence that it ended with. */
export async function startEmbedded(home: string, host = '127.0.0.31'): Promise<RunningDatabase> {
  const child = fork(join(import.meta.dirname, '..', 'bin', 'database.ts'), ['--host', host], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', BAILIWICK_HOME: home },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message as { ready: boolean; url?: string; error?: string }),
    exited.then(() => ({ ready: false, url: undefined, error: complaint })),
  ]);
  if (!answer.ready || !answer.url) {
    await exited;
    throw new Error(answer.error);
  }
  return {
    url: answer.url,
    child,
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
