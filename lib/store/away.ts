const codes: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
  // Prisma: can't be reached, timed out, closed the connection, no connection free, no transaction in time.
  ...['P1000', 'P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028'],
]);
/** Connection, wrong password, too many connections, cancelled by the statement's time limit, shutting down (PostgreSQL, appendix A). */
const sqlState = /^(?:08...|28...|53...|57P0.|57014)$/;
const kinds: ReadonlySet<string> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
]);
/** pg gives these no code. */
const words =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

type Known = { code?: unknown; message?: unknown; meta?: { driverAdapterError?: { cause?: { kind?: string } } } };

/** True for what pg or Prisma throws when the database can't be reached or doesn't answer in time: that is no bug. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, meta } = error as Known;
  if (typeof code === 'string' && (codes.has(code) || sqlState.test(code))) return true;
  return kinds.has(meta?.driverAdapterError?.cause?.kind ?? '') || (typeof message === 'string' && words.test(message));
}
