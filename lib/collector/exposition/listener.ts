import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/secret.ts';
import { contentType } from './exposition.ts';

export type ExpositionPlace = NonNullable<Config['exposition']>;

/**
 * GET /metrics on an address of its own, for monitoring that is there already. With a token only for who has it; without one
 * only on loopback (lib/config sees to that), and only by an address or as localhost, so that no page of another site can ask
 * through a name of its own. Throws ConfigError when it can't listen.
 */
export async function serveMetrics(
  { host, port, token }: ExpositionPlace,
  gather: () => Promise<string>,
  log: Pick<Logger, 'warn'>,
): Promise<Server> {
  let running: Promise<string> | undefined;
  /** Who asks while somebody else is answered gets the same answer. */
  const once = () => {
    running ??= gather().finally(() => {
      running = undefined;
    });
    return running;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const status = judge(request, token);
    if (status !== 200) return refuse(response, status);
    try {
      const text = await once();
      response.writeHead(200, { ...headers, 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
      response.end(request.method === 'HEAD' ? undefined : text);
    } catch (cause) {
      log.warn({ err: cause }, 'metrics were not told');
      refuse(response, 500);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  Object.assign(server, {
    headersTimeout: 10_000,
    requestTimeout: 10_000,
    maxConnections: 32,
    maxRequestsPerSocket: 1_000,
  });
  await new Promise<void>((resolve, reject) => {
    const failed = ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? 'it is in use' : message;
      reject(new ConfigError(`The settings can't be used: METRICS_LISTEN names ${host} port ${port}, but ${why}.`));
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
  // Such as no room for another connection: nobody's answer is worth the collector.
  server.on('error', (cause) => log.warn({ err: cause }, 'a connection to ask for metrics was not taken'));
  return server;
}

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const reasons: Readonly<Record<number, string>> = {
  401: 'A bearer token is needed.',
  403: 'Ask by an address, or as localhost.',
  404: 'There is only /metrics here.',
  405: 'Only GET and HEAD.',
  500: 'The metrics could not be told.',
};

function judge({ method, url = '/', headers }: IncomingMessage, token: string): number {
  if (token ? !isToken(headers.authorization ?? '', token) : !isPlainHost(headers.host ?? '')) return token ? 401 : 403;
  if (url.split('?', 1)[0] !== '/metrics') return 404;
  return method === 'GET' || method === 'HEAD' ? 200 : 405;
}

/** In a time that tells nothing of how much of it was right. */
function isToken(authorization: string, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function isPlainHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isIP(name) !== 0;
}

function refuse(response: ServerResponse, status: number): void {
  const own = { ...headers, 'content-type': 'text/plain; charset=utf-8' };
  response.writeHead(status, status === 401 ? { ...own, 'www-authenticate': 'Bearer' } : own);
  response.end(`${reasons[status]}\n`);
}
