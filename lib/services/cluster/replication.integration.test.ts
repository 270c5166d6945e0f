import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { type Providers, startProviders } from '#lab/slapd/providers.ts';
import { parseConfig } from '../../config/config.ts';
import { eachProvider } from '../../directory/ldap.ts';
import { disagreements } from '../../domain/cluster.ts';
import { diagnoseMembers, diagnosePlaces } from '../../domain/cluster-doctor.ts';
import { directoryCluster } from './directory-cluster.ts';
import { directoryPlaces } from './directory-places.ts';

/** Two slapds of this file's own that replicate to each other. */
const home = mkdtempSync(join(tmpdir(), 'bailiwick-providers-'));
const host = new URL(inject('lab').directory.ldapsUrl).hostname.replace('127.0.', '127.2.');
let lab: Providers;
let portal: Parameters<typeof directoryPlaces>[0] & Parameters<typeof directoryCluster>[0];

beforeAll(async () => {
  lab = await startProviders(home, host);
  const config = parseConfig({
    ...inject('labEnvironment'),
    LDAP_URL: lab.all[0]?.url,
    LDAP_PROVIDERS: lab.all.map(({ url }) => url).join(' '),
    LDAP_CA_FILE: lab.caFile,
    LDAP_BIND_DN: lab.service.dn,
    LDAP_BIND_PASSWORD: lab.service.password,
    LDAP_BASE: lab.base,
    LDAP_TIMEOUT_MS: '1500',
    LDAP_CONNECT_TIMEOUT_MS: '1000',
  });
  portal = { config, tree: config.directory, providers: eachProvider(config.directory) };
});
afterAll(async () => {
  for (const { directory } of portal?.providers ?? []) await directory.close();
  await lab?.stop();
  rmSync(home, { recursive: true, force: true });
});

const until = (see: () => Promise<void>) => vi.waitFor(see, { timeout: 25_000, interval: 100 });
const agree = () =>
  until(async () => {
    const cluster = await directoryCluster(portal);
    expect(cluster.members.map(({ state, sees }) => [state, sees?.length])).toEqual([
      ['running', 2],
      ['running', 2],
    ]);
    expect(cluster.lags.flatMap(({ behind }) => behind.map(({ seconds }) => seconds))).toSatisfy(
      (all: unknown[]) => all.length > 0 && all.every((seconds) => seconds === 0),
    );
  });

test('two providers that replicate to each other are equal in rights, agree, and are behind on nothing', async () => {
  await agree();
  const cluster = await directoryCluster(portal);
  expect(cluster).toMatchObject({ what: 'Replicating directory', away: null });
  expect(cluster.members.map(({ role }) => role)).toEqual(['provider', 'provider']);
  expect(cluster.syncs.map(({ lines }) => lines.map(({ phase }) => phase))).toEqual([['Persist'], ['Persist']]);
  expect(cluster.syncs.every(({ lines }) => lines.every(({ lastContact }) => lastContact !== null))).toBe(true);
  expect(disagreements(cluster)).toEqual([]);
  expect(diagnoseMembers(cluster, cluster)).toEqual([]);
  expect(diagnosePlaces(cluster, await directoryPlaces(portal), new Date())).toEqual([]);
});

test('a provider that has ended doesn’t answer and is counted by nobody; back again, it catches up with what was changed meanwhile', async () => {
  await agree();
  await lab.all[1]?.slapd.stop();
  await until(async () => {
    const cluster = await directoryCluster(portal);
    expect(cluster.members.map(({ state, sees }) => [state, sees?.length ?? null])).toEqual([
      ['running', 1],
      ['stopped', null],
    ]);
  });
  const gone = await directoryCluster(portal);
  expect(diagnoseMembers(gone, gone).map(({ kind }) => kind)).toEqual(['stopped']);
  await change();
  await lab.all[1]?.start();
  await agree();
});

test('a change that only the first one had is caught up with after both were away, whichever starts first', async () => {
  await agree();
  const [first] = lab.all;
  await lab.all[1]?.slapd.stop();
  await change();
  await first?.slapd.stop();
  // The second one alone: it doesn’t know the change. Then the first one again, which does.
  await lab.all[1]?.start();
  const before = await directoryCluster(portal);
  expect(before.members.map(({ state }) => state)).toEqual(['stopped', 'running']);
  await first?.start();
  await agree();
});

/** The service account may write in this lab, as itself. */
async function change(): Promise<void> {
  const run = promisify(execFile)(
    'ldapmodify',
    ['-x', '-H', lab.all[0]?.url ?? '', '-D', lab.service.dn, '-w', lab.service.password],
    {
      env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', LDAPTLS_CACERT: lab.caFile },
    },
  );
  run.child.stdin?.end(`dn: ${lab.base}\nchangetype: modify\nreplace: description\ndescription: ${Date.now()}\n`);
  await run;
}
