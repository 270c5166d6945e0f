import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** Plain SQL with $1, $2, … for values: never a value in the text. */
export interface Sql {
  query<Row extends object>(statement: string | Prepared, values?: readonly unknown[]): Promise<Row[]>;
}

/** A statement that is asked all the time: parsed and planned once a connection, under its name. */
export type Prepared = { readonly name: string; readonly text: string };

/**
 * Prisma for single rows, SQL for what it can't say or says slowly; both over one small pool. `$queryRaw` and `$executeRaw`
 * are Prisma's, for statements put together from tagged templates (lib/catalog).
 */
export interface Database extends Sql, Pick<PrismaClient, '$queryRaw' | '$executeRaw'> {
  readonly prisma: PrismaClient;
  /**
   * All of `work` or nothing; it rolls back when `work` throws. Use only the given Sql inside. In the embedded database
   * everybody else waits meanwhile: nothing slow, and nothing outside the database, belongs in it.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type DatabaseOptions = {
  /** Web, collector and tools each have a pool. The embedded database takes 64 connections in all. */
  connections?: number;
  connectTimeoutMs?: number;
  /** Per statement. The server gives up first; the client a second later, should the server not answer at all. */
  statementTimeoutMs?: number;
};

/** Connects when first used: an absent database is an error of the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 6,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    application_name: 'bailiwick',
  });
  // The pool drops an idle connection that broke and opens another when one is needed; without a listener the process would end.
  pool.on('error', () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    // In the embedded database a transaction waits for all before it.
    transactionOptions: { maxWait: statementTimeoutMs, timeout: statementTimeoutMs },
  });
  return {
    prisma,
    $queryRaw: prisma.$queryRaw.bind(prisma),
    $executeRaw: prisma.$executeRaw.bind(prisma),
    query: (statement, values) => rowsOf(pool, statement, values),
    transaction: (work) => inTransaction(pool, work),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

export type DatabaseHealth = { up: true; latencyMs: number } | { up: false; error: string };

/** For /api/health/ready. Answers within two seconds, whatever the database does. */
export async function databaseHealth(database: Database, withinMs = 2_000): Promise<DatabaseHealth> {
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<DatabaseHealth>((resolve) => {
    timer = setTimeout(resolve, withinMs, { up: false, error: `no answer within ${withinMs} ms` });
  });
  const asked = database.query('SELECT 1').then(
    (): DatabaseHealth => ({ up: true, latencyMs: Math.round(performance.now() - begun) }),
    (cause): DatabaseHealth => ({
      up: false,
      error: cause instanceof Error ? cause.message || cause.name : String(cause),
    }),
  );
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}

async function rowsOf<Row extends object>(
  on: pg.Pool | pg.PoolClient,
  statement: string | Prepared,
  values?: readonly unknown[],
): Promise<Row[]> {
  const named = typeof statement === 'string' ? { text: statement } : statement;
  const answer = await on.query<Row>({ ...named, values: values as unknown[] | undefined });
  return answer.rows;
}

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // While it is checked out, the pool doesn't listen for it.
  const onError = (cause: Error) => {
    broken = cause;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work({ query: (statement, values) => rowsOf(client, statement, values) });
    await client.query('COMMIT');
    return result;
  } catch (cause) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken = rollback;
    });
    throw cause;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
