import dns from 'node:dns/promises';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { freePort } from '#lab/free-port.ts';
import { makeAccountCertificate, makeServerCertificate } from '#lab/xmpp/certificates.ts';
import { type ServerProcess, startServer, untilAccepting } from '#lab/xmpp/child.ts';
import { control } from '#lab/xmpp/ejabberd/control.ts';
import { type Erlang, startErlang } from '#lab/xmpp/ejabberd/erlang.ts';
import type { XmppServerFacts } from '#lab/xmpp/facts.ts';
import { SupervisedConnection } from './connection.ts';
import type { ServerAddress } from './port.ts';

/** A server that keeps its own accounts: only such a one can offer SCRAM-SHA-256, and take a certificate for a password. */
const domain = 'alone.example';
const node = 'alone@localhost';
const password = 'kept as SCRAM-SHA-256';
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-alone-'));
const host = inject('xmpp').dns.host.replace(/\d+$/, '31');
const caFile = inject('xmpp').caFile;
const ca = readFileSync(caFile, 'utf8');
const authority = { caFile, caKeyFile: caFile.replace(/\.crt$/, '.key') };
const at = (name: string) => join(folder, name);

let erlang: Erlang;
let server: ServerProcess;
const ports = { starttls: 0, direct: 0 };

beforeAll(async () => {
  ports.starttls = await freePort(host);
  ports.direct = await freePort(host);
  const dnsPort = inject('xmpp').dns.port;
  erlang = await startErlang({ folder: at('erlang'), localhost: host, port: await freePort(host), dnsPort });
  const { pemFile } = makeServerCertificate(at('certificate'), [domain], authority);
  const c2s = { module: 'ejabberd_c2s', ip: host };
  const config = {
    hosts: [domain],
    loglevel: 'info',
    certfiles: [pemFile],
    c2s_cafile: caFile,
    auth_method: ['internal'],
    auth_password_format: 'scram',
    auth_scram_hash: 'sha256',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2', 'PLAIN', 'SCRAM-SHA-1'],
    listen: [
      { ...c2s, port: ports.starttls, starttls: true, starttls_required: true },
      { ...c2s, port: ports.direct, tls: true, tls_verify: true },
    ],
    modules: { mod_adhoc: {}, mod_configure: {}, mod_disco: {}, mod_ping: {} },
  };
  writeFileSync(at('ejabberd.yml'), JSON.stringify(config), { mode: 0o600 });
  mkdirSync(at('mnesia'));
  const address = `{${host.split('.').join(',')}}`;
  const line = ['/usr/bin/erl', '-noinput', '-sname', node, '-start_epmd', 'false', '+sbwt', 'none'];
  line.push(
    '-kernel',
    'inet_dist_use_interface',
    address,
    '-mnesia',
    'dir',
    JSON.stringify(at('mnesia')),
    '-s',
    'ejabberd',
  );
  const environment = {
    ...erlang.environment,
    EJABBERD_CONFIG_PATH: at('ejabberd.yml'),
    EJABBERD_LOG_PATH: at('ejabberd.log'),
  };
  server = await startServer(
    { line, folder, environment, logFile: at('console.log'), pidFile: at('node.pid') },
    folder,
  );
  await untilAccepting(server, { host, port: ports.direct, timeoutMs: 45_000, logFile: at('ejabberd.log') });
  await control(erlang, node, ['register', 'portal', domain, password]);
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await erlang?.epmd.stop();
  rmSync(folder, { recursive: true, force: true });
});

function connects(more: Partial<ServerAddress>): SupervisedConnection {
  const address: ServerAddress = {
    domain,
    host,
    port: ports.starttls,
    tls: 'starttls',
    ca,
    jid: `portal@${domain}`,
    password,
    mechanisms: ['EXTERNAL', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'],
    ...more,
  };
  const connection = new SupervisedConnection(address, { info() {}, warn() {} });
  onTestFinished(() => connection.close());
  return connection;
}
const comesToBe = (connection: SupervisedConnection, is: string) =>
  vi.waitFor(() => expect(connection.state()).toMatchObject({ is }), { timeout: 15_000, interval: 10 });

test('a server that offers SCRAM-SHA-256 alone is signed in to by it', async () => {
  const connection = connects({});
  await comesToBe(connection, 'online');
  expect(connection.state()).toMatchObject({ mechanism: 'SCRAM-SHA-256' });
});

test('a certificate that names the account signs in without a password', async () => {
  const own = makeAccountCertificate(folder, `portal@${domain}`, authority);
  const connection = connects({
    tls: 'direct',
    port: ports.direct,
    password: '',
    client: own,
    mechanisms: ['EXTERNAL'],
  });
  await comesToBe(connection, 'online');
  expect(connection.state()).toMatchObject({ mechanism: 'EXTERNAL' });
});

test('a certificate of somebody else does not', async () => {
  const external = { tls: 'direct', port: ports.direct, password: '', mechanisms: ['EXTERNAL'] } as const;
  const ofAnother = connects({ ...external, client: makeAccountCertificate(folder, `ada@${domain}`, authority) });
  await comesToBe(ofAnother, 'away');
  expect(ofAnother.state()).toMatchObject({ why: expect.stringMatching(/sign|account|certificate|password/i) });
});

test('without a host, the SRV records of the domain say where the server is', async () => {
  const before = dns.getServers();
  const { dns: nameServer, servers } = inject('xmpp');
  dns.setServers([`${nameServer.host}:${nameServer.port}`]);
  onTestFinished(() => dns.setServers(before));
  const { admin, domains } = servers[0] as XmppServerFacts;
  const found = connects({ domain: domains[0], host: '', port: 0, tls: 'direct', ...admin, mechanisms: ['PLAIN'] });
  await comesToBe(found, 'online');
});
