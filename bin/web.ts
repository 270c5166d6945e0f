import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { config } from '../lib/config/config.ts';
import { ConfigError } from '../lib/config/secret.ts';
import { addressHeader, clientAddress, pathHeader } from '../lib/web/address.ts';
import { contentSecurityPolicy } from '../lib/web/content-security-policy.ts';
import { requestCounts, requestKind } from '../lib/web/request-counts.ts';

/**
 * The web process: Next behind a server of our own, because only a server sees the socket. It says where a request came
 * from, in a header that no client can set, and gives every page its own nonce.
 */
async function main(): Promise<void> {
  const dev = process.argv.includes('--dev');
  const { port, host, publicUrl, trustedProxies } = config();
  process.env.NEXTAUTH_URL = publicUrl; // next-auth reads its address from here alone
  const server = createServer();
  const app = next({ dev, hostname: host, port, turbopack: dev, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    countRequest(request, response);
    request.headers[addressHeader] = clientAddress(request, trustedProxies);
    request.headers[pathHeader] = request.url ?? '/';
    const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), dev);
    request.headers['content-security-policy'] = policy;
    response.setHeader('Content-Security-Policy', policy);
    void handle(request, response);
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  server.maxRequestsPerSocket = 10_000;
  server.on('error', (error: NodeJS.ErrnoException) => {
    const problem =
      error.code === 'EADDRINUSE' ? `Port ${port} on ${host} is in use. Set PORT to another one.` : error.message;
    console.error(problem);
    process.exit(1);
  });
  server.listen(port, host, () => process.send?.({ ready: true }));

  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
    setTimeout(() => process.exit(0), 2000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

function countRequest(request: IncomingMessage, response: ServerResponse): void {
  const kind = requestKind(request);
  const begun = performance.now();
  response.once('close', () => requestCounts().request(kind, response.statusCode, performance.now() - begun));
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
