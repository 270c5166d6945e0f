import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer as createTcp, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { chainOrder } from '../../domain/chain-order.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { lookAtCertificate, type Seen } from './look-at-certificate.ts';

/** A root, two authorities below each other, and a server's certificate, made by openssl. */
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-chain-'));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(`${name}.crt`), 'utf8');

beforeAll(() => {
  issue('root', null);
  issue('upper', 'root');
  issue('lower', 'upper');
  issue('leaf', 'lower');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function issue(name: string, by: string | null): void {
  const extensions = name === 'leaf' ? 'subjectAltName=DNS:xmpp.example' : 'basicConstraints=critical,CA:TRUE';
  writeFileSync(at(`${name}.ext`), extensions);
  const run = (...parts: string[]) => execFileSync('openssl', parts, { stdio: 'ignore', timeout: 20_000 });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at(`${name}.key`)];
  run('req', ...key, '-subj', `/CN=${name}`, '-out', at(`${name}.csr`));
  const signer = by
    ? ['-CA', at(`${by}.crt`), '-CAkey', at(`${by}.key`), '-CAcreateserial']
    : ['-signkey', at(`${name}.key`)];
  run(
    'x509',
    '-req',
    '-in',
    at(`${name}.csr`),
    ...signer,
    '-days',
    '30',
    '-extfile',
    at(`${name}.ext`),
    '-out',
    at(`${name}.crt`),
  );
}

async function look(chain: string[], names: string[], more: TlsOptions = {}): Promise<Seen | { why: string }> {
  const server = createServer({ key: readFileSync(at('leaf.key')), cert: chain.map(read).join(''), ...more });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return lookAtCertificate(opens(server), {
    names,
    ca: read('root'),
    deadline: Date.now() + 5_000,
  });
}

function opens(server: Server): () => Promise<Result<Socket>> {
  return async () => {
    const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    return ok(socket);
  };
}
const subjects = (seen: Seen | { why: string }) =>
  'why' in seen ? seen.why : seen.chain?.map(({ subject }) => subject);

test('a chain in its order is accepted, and names are compared', async () => {
  const seen = await look(['leaf', 'lower', 'upper'], ['xmpp.example']);
  expect(seen).toMatchObject({ lacks: [], refusedFor: null, names: 'xmpp.example' });
  expect(subjects(seen)).toEqual(['CN=leaf', 'CN=lower', 'CN=upper']);
  expect(chainOrder((seen as Seen).chain ?? [])).toBe('right');
  expect(await look(['leaf', 'lower', 'upper'], ['other.example'])).toMatchObject({
    lacks: ['other.example'],
    refusedFor: null,
  });
});

test('a chain in the wrong order is seen as it was sent, though OpenSSL accepts it', async () => {
  const seen = (await look(['leaf', 'upper', 'lower'], ['xmpp.example'])) as Seen;
  expect(subjects(seen)).toEqual(['CN=leaf', 'CN=upper', 'CN=lower']);
  expect(chainOrder(seen.chain ?? [])).toBe('wrong');
  expect(seen.refusedFor).toBeNull();
});

test('a chain with a gap is refused, and seen to have one', async () => {
  const seen = (await look(['leaf', 'upper'], ['xmpp.example'])) as Seen;
  expect(chainOrder(seen.chain ?? [])).toBe('gap');
  expect(seen.refusedFor).toMatch(/isn’t sent whole|authority/);
});

test('what doesn’t speak TLS and what says nothing are told in words', async () => {
  const plain = createTcp((socket) => void socket.end('no TLS here\r\n'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void plain.close());
  const wanted = { names: ['xmpp.example'], ca: '', deadline: Date.now() + 5_000 };
  expect(await lookAtCertificate(opens(plain), wanted)).toHaveProperty('why');
  const silent = createTcp(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const soon = { ...wanted, deadline: Date.now() + 200 };
  expect(await lookAtCertificate(opens(silent), soon)).toMatchObject({
    why: 'no answer in time',
  });
});

test('a server that has only TLS 1.3 is looked at as well, without the order of its chain', async () => {
  const seen = await look(['leaf', 'lower', 'upper'], ['xmpp.example'], { minVersion: 'TLSv1.3' });
  expect(seen).toMatchObject({ lacks: [], refusedFor: null, names: 'xmpp.example', chain: null });
});
