import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import pino from 'pino';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { readServers } from '../../store/managed-servers.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { checkClusters, checkPlaces } from './check-clusters.ts';
import { directoryCluster } from './directory-cluster.ts';
import { listClusters } from './list-clusters.ts';
import { systemNames } from './names.ts';
import { xmppCluster } from './xmpp-cluster.ts';

/** What the page shows of the lab: an ejabberd of two nodes, a Prosody, and a directory that replicates with nobody. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const ids = managedLabServers(portal, inject('xmpp'));
const dns = inject('xmpp').dns;
let otto: Context;

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
});

const labNames = () => {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  resolver.setServers([`${dns.host}:${dns.port}`]);
  return systemNames(resolver);
};
const byName = async () => new Map(value(await listClusters(otto, {})).clusters.map((one) => [one.name, one]));

describe('the clusters', () => {
  test('an operator sees both ejabberd nodes, running, of one version and of one mind', async () => {
    const north = (await byName()).get('The north one');
    expect(north).toMatchObject({ what: 'ejabberd cluster', away: null, disagreements: [], findings: [] });
    expect(north?.members.map(({ name, state, sees }) => [name.split('@')[0], state, sees?.length])).toEqual([
      ['ej1', 'running', 2],
      ['ej2', 'running', 2],
    ]);
    expect(north?.members.every(({ sessions, version, since }) => sessions !== null && version && since)).toBe(true);
    expect(north?.sights).toMatchObject([{ is: 'both' }]);
    expect(north?.href).toBe(`/servers/${ids.north}/cluster`);
  });

  test('Prosody is a cluster of one', async () => {
    const south = (await byName()).get('The south one');
    expect(south).toMatchObject({ what: 'Prosody, one server', disagreements: [], findings: [], sights: [] });
    expect(south?.members).toMatchObject([{ state: 'running', role: 'equal' }]);
  });

  test('a directory of one server tells its version, its start and its changes', async () => {
    const directory = (await byName()).get('Directory');
    expect(directory).toMatchObject({ what: 'Directory, one server', disagreements: [], findings: [], syncs: [] });
    expect(directory?.members).toMatchObject([{ state: 'running', version: expect.stringMatching(/^2\./) }]);
    expect(directory?.lags.flatMap(({ behind }) => behind.map(({ seconds }) => seconds))).toEqual([0]);
  });

  test('every server and the directory tell their clock, which is the portal’s in the lab', async () => {
    const all = [...(await readServers(portal.db)).map((kept) => xmppCluster(portal, kept)), directoryCluster(portal)];
    const clocks = (await Promise.all(all)).flatMap(({ clocks }) => clocks);
    expect(clocks).toHaveLength(3);
    for (const { aheadSeconds, withinSeconds } of clocks)
      expect(Math.abs(aheadSeconds)).toBeLessThan(withinSeconds + 1);
  });

  test('who may not see operations finds nothing there', async () => {
    for (const uid of ['rex', 'uma', 'aud']) {
      const context = await asAccount(portal, uid);
      expect(kindOf(await listClusters(context, {}))).toBe('not-found');
      expect(kindOf(await checkClusters(context, {}))).toBe('not-found');
    }
  });
});

describe('the doctor at certificates and DNS', () => {
  test('finds nothing in the lab, having looked at every member’s certificate and at all records', async () => {
    const { checked } = await checkPlaces(portal, labNames());
    expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
    const looked = Object.fromEntries(checked.map(({ id, looked }) => [id, looked]));
    // Three domains at two nodes by two services; each service of each domain.
    expect(looked[`server:${ids.north}`]).toEqual({ certificates: 12, services: 9 });
    expect(looked[`server:${ids.south}`]).toEqual({ certificates: 2, services: 3 });
    expect(looked.directory).toEqual({ certificates: 1, services: 0 });
  });

  test('a certificate is told to expire 30 days before, and urgently 7 days before', async () => {
    const ends = 3650 * 86_400_000;
    const kinds = async (daysBefore: number) => {
      const { checked } = await checkPlaces(portal, labNames(), new Date(Date.now() + ends - daysBefore * 86_400_000));
      return checked.find(({ id }) => id === 'directory')?.findings.map(({ kind, severity }) => `${kind} ${severity}`);
    };
    expect(await kinds(31)).toEqual([]);
    expect(await kinds(20)).toEqual(['certificate-expiry warning']);
    expect(await kinds(3)).toEqual(['certificate-expiry failing']);
    expect(await kinds(-1)).toEqual(['certificate-expiry failing']);
  });

  test('a record that names a wrong port, and a member that no record names', async () => {
    const { host } = inject('xmpp').servers[0] as { host: string };
    const other = {
      services: async (name: string) => (name.startsWith('_xmpp-client') ? [{ host, port: 1 }] : []),
      addresses: async () => [],
    };
    const { checked } = await checkPlaces(portal, other);
    const north = checked.find(({ id }) => id === `server:${ids.north}`);
    expect(new Set(north?.findings.map(({ kind }) => kind))).toEqual(new Set(['srv-port', 'srv-member']));
    const nowhere = { services: async () => [], addresses: async () => [] };
    const missing = (await checkPlaces(portal, nowhere)).checked.map(({ findings }) =>
      findings.map(({ kind }) => kind),
    );
    expect(missing).toEqual([['srv-missing'], [], []]);
  });

  test('DNS that doesn’t answer is said once, as unknown', async () => {
    const silent = { services: async () => ({ why: 'no answer from DNS' }), addresses: async () => [] };
    const { checked } = await checkPlaces(portal, silent);
    expect(checked.map(({ findings }) => findings.map(({ kind, severity }) => `${kind} ${severity}`))).toEqual([
      ['srv-unseen unknown'],
      ['srv-unseen unknown'],
      [],
    ]);
  });
});

test('a node that is killed is shown as one that doesn’t answer, with what to do, and as well again once it is back', async () => {
  const north = async () => (await byName()).get('The north one');
  const until = (states: string[]) =>
    vi.waitFor(async () => expect((await north())?.members.map(({ state }) => state)).toEqual(states), {
      timeout: 25_000,
      interval: 100,
    });
  const second = inject('xmpp').servers[0]?.nodes[1];
  process.kill(Number(readFileSync(second?.pidFile ?? '', 'utf8')), 'SIGKILL');
  await until(['running', 'stopped']);
  const seen = await north();
  expect(seen?.findings).toMatchObject([{ kind: 'stopped', severity: 'warning', member: second?.name }]);
  expect(seen?.sights).toMatchObject([{ is: 'unknown' }]);
  await until(['running', 'running']);
  expect((await north())?.findings).toEqual([]);
}, 60_000);
