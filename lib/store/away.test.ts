import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { isDatabaseAway } from './away.ts';
import { type Database, openDatabase } from './database.ts';

const host = '127.0.0.91';
const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** A database whose server does this to every connection; without it, nothing listens there. */
async function databaseThat(treat?: (socket: Socket) => void): Promise<Database> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    treat?.(socket);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  if (!treat) await new Promise((closed) => server.close(closed));
  else closing.push(() => server.close());
  const db = openDatabase(`postgresql://user:password@${host}:${port}/none`, {
    connectTimeoutMs: 300,
    statementTimeoutMs: 300,
  });
  closing.push(() => db.close().catch(() => {}));
  return db;
}

describe.each([
  ['is not there', undefined],
  ['closes every connection', (socket: Socket) => void socket.destroy()],
  ['never answers', () => {}],
])('a database that %s', (_, treat) => {
  test.each([
    ['SQL', (db: Database) => db.query('SELECT 1')],
    ['a transaction', (db: Database) => db.transaction((sql) => sql.query('SELECT 1'))],
    ['Prisma', (db: Database) => db.prisma.session.findMany()],
    ['Prisma’s SQL', (db: Database) => db.$queryRaw`SELECT 1`],
  ])('is known as away from %s', async (_name, ask) => {
    const error = await ask(await databaseThat(treat)).then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect([isDatabaseAway(error), String(error)]).toEqual([true, String(error)]);
  });
});

test('a fault of ours is not taken for it', () => {
  for (const error of [new TypeError('x is not a function'), { code: '23505' }, { code: 'P2002' }, null, 'away'])
    expect(isDatabaseAway(error)).toBe(false);
});
