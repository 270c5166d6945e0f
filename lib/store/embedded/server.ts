import { type AddressInfo, createServer, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { type Backend, Connection } from './connection.ts';
import { keepHouse } from './keep-house.ts';
import { Turns } from './turns.ts';

export type EmbeddedDatabase = { host: string; port: number; close(): Promise<void> };

type Options = {
  /** PGlite's data folder; made when missing. The caller holds its lock (folder-lock.ts): PGlite itself has none. */
  folder: string;
  host: string;
  /** 0 for a free one. */
  port: number;
  password: string;
  /** PGlite broke: nothing but a restart helps. What was committed is on disk. */
  onBroken(cause: unknown): void;
  idleInTransactionMs?: number;
  keepHouseEveryMs?: number;
};

const mostConnections = 64;

/**
 * Serves a PGlite folder to PostgreSQL clients on loopback. Instead of @electric-sql/pglite-socket, which takes no password,
 * hands out turns per message, and stood still under statements of 300 kB from eight connections (seen with 0.2.17).
 *
 * Unlike PostgreSQL: one statement or transaction at a time; SET and session-level advisory locks count for all connections;
 * statement_timeout has no effect; no COPY FROM STDIN; nothing is flushed to the disk itself (PGlite's file system has no
 * fsync, seen with strace), so a commit outlives the process, also kill -9, but perhaps not the loss of power.
 */
export async function serveEmbedded(options: Options): Promise<EmbeddedDatabase> {
  const database = await PGlite.create({ dataDir: options.folder, extensions: { pg_trgm } });
  const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
  const turns = new Turns<object>();
  const backend: Backend = {
    password: options.password,
    serverVersion: rows[0]?.server_version ?? '18',
    turns,
    run: (message, onAnswer) =>
      database.runExclusive(() => database.execProtocolRawStream(message, { onRawData: onAnswer })),
    broken: options.onBroken,
    idleInTransactionMs: options.idleInTransactionMs ?? 30_000,
  };
  const connections = new Set<Connection>();
  const server = createServer((socket: Socket) => {
    const connection = new Connection(socket, backend);
    connections.add(connection);
    // Until it has left: what it prepared, and its turn, are given back after its socket has closed.
    socket.once('close', () => void connection.close().finally(() => connections.delete(connection)));
  });
  server.maxConnections = mostConnections;
  try {
    await listen(server, options.host, options.port);
  } catch (cause) {
    await database.close();
    throw cause;
  }
  const inTurn = async <Row>(statement: string) => {
    const holder = {};
    await turns.take(holder);
    try {
      return (await database.query<Row>(statement)).rows;
    } finally {
      turns.handOn(holder);
    }
  };
  const house = keepHouse(inTurn, options.keepHouseEveryMs ?? 60_000);
  return {
    host: options.host,
    port: (server.address() as AddressInfo).port,
    async close() {
      // It may wait for the turn of a connection that sleeps in a transaction.
      const stopped = house.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([...connections].map((connection) => connection.close()));
      await Promise.all([closed, stopped]);
      await database.close();
    },
  };
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
