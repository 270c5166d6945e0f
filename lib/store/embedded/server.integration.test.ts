import { rmSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningDatabase, startEmbedded, temporaryHome } from '../../../lab/test-database.ts';
import { lockFile } from './address.ts';
import { serveEmbedded } from './server.ts';

describe('the embedded database', () => {
  const home = temporaryHome();
  let database: RunningDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await startEmbedded(home);
  });
  beforeEach(async () => {
    pool = new pg.Pool({ connectionString: database.url, max: 10 });
    await pool.query('DROP TABLE IF EXISTS thing; CREATE TABLE thing (n int)');
  });
  afterEach(() => pool.end());
  afterAll(async () => {
    await database?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  const numbers = async () => (await pool.query('SELECT n FROM thing ORDER BY n')).rows.map((row) => row.n);

  test('keeps the statements of connections apart, also of 300 kB', async () => {
    const large = 'x'.repeat(300_000);
    const asked = Array.from({ length: 80 }, (_, n) => n);
    const answers = await Promise.all(
      asked.map(
        async (n) =>
          (await pool.query('SELECT length($1::text) AS length, $2::int AS n', [n % 2 ? large : 'x', n])).rows[0],
      ),
    );
    expect(answers).toEqual(asked.map((n) => ({ length: n % 2 ? 300_000 : 1, n })));
  });

  test('keeps statements of one name apart, and forgets those of a connection that ended', async () => {
    const [first, second] = [await pool.connect(), await pool.connect()];
    const same = (n: number) => ({ name: 'same', text: `SELECT ${n} AS n, $1::int AS given`, values: [n] });
    for (const [one, n] of [
      [first, 1],
      [second, 2],
      [first, 1],
    ] as const)
      expect((await one.query(same(n))).rows).toEqual([{ n, given: n }]);
    const prepared = async () =>
      (await first.query(`SELECT count(*)::int AS n FROM pg_prepared_statements WHERE name LIKE '%same'`)).rows[0].n;
    expect(await prepared()).toBe(2);
    second.release(true);
    await expect.poll(prepared).toBe(1);
    expect((await first.query(same(1))).rows).toEqual([{ n: 1, given: 1 }]);
    first.release();
  });

  test('lets a statement of another connection wait until the transaction is over', async () => {
    const owner = await pool.connect();
    await owner.query('BEGIN');
    await owner.query('INSERT INTO thing VALUES (1)');
    const seen = numbers();
    await owner.query('INSERT INTO thing VALUES (2)');
    await owner.query('COMMIT');
    owner.release();
    expect(await seen).toEqual([1, 2]);
  });

  test('rolls back one of two interleaved transactions without the other', async () => {
    const [first, second] = [await pool.connect(), await pool.connect()];
    await first.query('BEGIN');
    const begun = second.query('BEGIN').then(() => second.query('INSERT INTO thing VALUES (2)'));
    await first.query('INSERT INTO thing VALUES (1)');
    await first.query('ROLLBACK');
    await begun;
    await second.query('COMMIT');
    first.release();
    second.release();
    expect(await numbers()).toEqual([2]);
  });

  test('rolls back what a lost connection left open, and goes on', async () => {
    const lost = new pg.Client(database.url);
    lost.on('error', () => {});
    await lost.connect();
    await lost.query('BEGIN');
    await lost.query('INSERT INTO thing VALUES (1)');
    (lost as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await numbers()).toEqual([]);
  });

  test('outlives a client that says goodbye in the midst of a statement', async () => {
    const rude = new pg.Client(database.url);
    const ended = new Promise((resolve) => rude.once('end', resolve));
    rude.on('error', () => {});
    await rude.connect();
    const parse = Buffer.from('P\0\0\0\x10\0SELECT 1\0\0\0', 'latin1');
    const goodbye = Buffer.from('X\0\0\0\x04', 'latin1');
    (rude as unknown as { connection: { stream: { write(bytes: Buffer): void } } }).connection.stream.write(
      Buffer.concat([parse, goodbye]),
    );
    await ended;
    expect(await numbers()).toEqual([]);
  });

  test('goes on after a failed statement, in and outside of a transaction', async () => {
    await expect(pool.query('SELECT $1::int', ['word'])).rejects.toThrow('invalid input syntax');
    const client = await pool.connect();
    await client.query('BEGIN');
    await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toThrow('division by zero');
    await expect(client.query('SELECT 1')).rejects.toThrow('aborted');
    await client.query('ROLLBACK');
    client.release();
    expect(await numbers()).toEqual([]);
  });

  test('gives each connection its own names of prepared statements', async () => {
    const [first, second] = [await pool.connect(), await pool.connect()];
    const ask = (client: pg.PoolClient, text: string) => client.query({ name: 'same', text, values: [] });
    for (let round = 0; round < 2; round++) {
      expect((await ask(first, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
      expect((await ask(second, 'SELECT 2 AS n')).rows).toEqual([{ n: 2 }]);
    }
    first.release();
    second.release();
  });

  test('refuses a wrong password', async () => {
    const url = new URL(database.url);
    url.password = 'guess';
    const client = new pg.Client(url.href);
    await expect(client.connect()).rejects.toThrow('password authentication failed');
  });

  test('refuses a folder that a live process has open, and says which', async () => {
    await expect(startEmbedded(home)).rejects.toThrow(`process ${database.child.pid} has its folder open`);
  });
});

describe('the process of the embedded database', () => {
  test('keeps its data and its address, and takes over the lock, after kill -9', async () => {
    const home = temporaryHome();
    const first = await startEmbedded(home);
    const before = new pg.Client(first.url);
    before.on('error', () => {});
    await before.connect();
    await before.query('CREATE TABLE thing AS SELECT 7 AS n');
    await first.end('SIGKILL');
    const second = await startEmbedded(home);
    expect(second.url).toBe(first.url);
    const after = new pg.Client(second.url);
    await after.connect();
    expect((await after.query('SELECT n FROM thing')).rows).toEqual([{ n: 7 }]);
    await after.end();
    expect(await second.end('SIGTERM')).toBe(0);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  test('takes over a lock whose pid now belongs to another program', async () => {
    const home = temporaryHome();
    writeFileSync(lockFile(home), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    const database = await startEmbedded(home);
    expect(await database.end('SIGTERM')).toBe(0);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  test('ends when its parent is gone', async () => {
    const home = temporaryHome();
    const database = await startEmbedded(home);
    const exited = new Promise((resolve) => database.child.once('exit', resolve));
    database.child.disconnect();
    expect(await exited).toBe(0);
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  async function serve(settings: { idleInTransactionMs?: number; keepHouseEveryMs?: number }) {
    const home = temporaryHome();
    const onBroken = (cause: unknown) => {
      throw cause;
    };
    const place = { folder: `${home}/data`, host: '127.0.0.31', port: 0 };
    const server = await serveEmbedded({ ...place, password: 'word', onBroken, ...settings });
    const url = `postgresql://postgres:word@${server.host}:${server.port}/postgres`;
    return { home, server, url };
  }

  test('keeps statistics of its tables, between the transactions of others', async () => {
    const { home, server, url } = await serve({ keepHouseEveryMs: 50 });
    const [writing, looking] = [new pg.Client(url), new pg.Client(url)];
    await Promise.all([writing.connect(), looking.connect()]);
    const known = async () =>
      Number((await looking.query(`SELECT reltuples FROM pg_class WHERE relname = 'Some thing'`)).rows[0].reltuples);
    await writing.query('CREATE TABLE "Some thing" (n int)');
    expect(await known()).toBe(-1);
    await writing.query('BEGIN');
    await writing.query('INSERT INTO "Some thing" SELECT generate_series(1, 1000)');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await writing.query('INSERT INTO "Some thing" SELECT generate_series(1, 500)');
    await writing.query('COMMIT');
    await expect.poll(known, { timeout: 10_000 }).toBe(1500);
    await Promise.all([writing.end(), looking.end()]);
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  test('ends a transaction whose owner has fallen asleep', async () => {
    const { home, server, url } = await serve({ idleInTransactionMs: 200 });
    const [asleep, awake] = [new pg.Client(url), new pg.Client(url)];
    const ended = new Promise<Error>((resolve) => asleep.on('error', resolve));
    await Promise.all([asleep.connect(), awake.connect()]);
    await asleep.query('BEGIN');
    await asleep.query('CREATE TABLE thing (n int)');
    expect((await awake.query("SELECT to_regclass('thing') AS found")).rows).toEqual([{ found: null }]);
    expect((await ended).message).toContain('idle for too long');
    await awake.end();
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);
});
