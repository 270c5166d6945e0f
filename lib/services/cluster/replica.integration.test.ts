import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { startReplica } from '#lab/slapd/replica.ts';
import { parseConfig } from '../../config/config.ts';
import { eachProvider } from '../../directory/ldap.ts';
import { diagnoseMembers } from '../../domain/cluster-doctor.ts';
import { directoryCluster } from './directory-cluster.ts';

/** The lab's directory and a second slapd of this file's own that copies it, as the demo has one. */
const { directory } = inject('lab');
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-replica-'));
const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function replicated(password?: string) {
  const replica = await startReplica({ folder, directory, fresh: true, password });
  const settings = { LDAP_PROVIDERS: `${directory.ldapsUrl} ${replica.url}` };
  const config = parseConfig({ ...inject('labEnvironment'), ...settings });
  const providers = eachProvider(config.directory);
  opened.push(replica, { stop: async () => void (await Promise.all(providers.map((one) => one.directory.close()))) });
  return { providers, tree: config.directory };
}
const until = (see: () => Promise<void>) => vi.waitFor(see, { timeout: 25_000, interval: 200 });

test('a consumer copies from the provider, tells its phase and last contact, and is behind on nothing', async () => {
  const portal = await replicated();
  await until(async () => {
    const cluster = await directoryCluster(portal);
    expect(cluster.members.map(({ role, state }) => [role, state])).toEqual([
      ['provider', 'running'],
      ['consumer', 'running'],
    ]);
    expect(cluster.syncs).toMatchObject([{ lines: [{ phase: 'Persist', connected: true }] }]);
    expect(cluster.lags.flatMap(({ behind }) => behind.map(({ seconds }) => seconds))).toEqual([0, 0]);
    expect(diagnoseMembers(cluster, cluster)).toEqual([]);
  });
});

test('a consumer whose password the provider refuses is found, with what can be known of it', async () => {
  const portal = await replicated('another-one');
  await until(async () => {
    const cluster = await directoryCluster(portal);
    const finding = diagnoseMembers(cluster, cluster).find(({ kind }) => kind === 'secret');
    expect(finding).toMatchObject({ severity: 'warning', member: cluster.members[1]?.name });
    expect(finding?.remedy).toContain('err=49');
  });
});
