import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LabFacts, readLabFacts, writeLabFacts } from '../facts.ts';
import { freePort } from '../free-port.ts';
import { type Addresses, chooseAddresses, type NodeName, standardPorts } from './addresses.ts';
import { makeServerCertificate } from './certificates.ts';
import type { ServerProcess } from './child.ts';
import { adminSocketOf, keptAddresses, xmppFacts } from './describe.ts';
import { startDns } from './dns.ts';
import { northDomains, roomsOf, serviceRecords, southDomain } from './domains.ts';
import { startCluster } from './ejabberd/cluster.ts';
import { type Keeper, keepRunning } from './keeper.ts';
import { pluginFolder, startProsody } from './prosody/server.ts';

export type XmppLabOptions = {
  /** Folder of the lab whose directory runs; the servers' data goes below `xmpp` in it. */
  home: string;
  /** What the running directory says of itself. */
  facts: LabFacts;
  /** Throws away what an earlier run kept. */
  fresh?: boolean;
  say?: (sentence: string) => void;
  /** Port of the lab's name server; any free one when missing. */
  dnsPort?: number;
};

export type XmppLab = {
  facts: NonNullable<LabFacts['xmpp']>;
  /** The running processes, for tests that kill one. */
  nodes: Record<NodeName, () => ServerProcess>;
  stop(): Promise<void>;
};

/** Starts two clustered ejabberd nodes and a Prosody beside the lab's directory, and writes lab.json. Kept data stays. */
export async function startXmppLab({
  home,
  facts,
  fresh,
  say = console.error,
  dnsPort,
}: XmppLabOptions): Promise<XmppLab> {
  const folder = join(home, 'xmpp');
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
  try {
    const directoryHost = new URL(facts.directory.ldapsUrl).hostname;
    const addresses = await chooseAddresses(directoryHost, keptAddresses(facts.xmpp));
    const dns = kept(started, await startDns(directoryHost, serviceRecords(addresses), dnsPort));
    const [cluster, prosody] = await Promise.all([
      startNorth(folder, facts, addresses, { dnsPort: dns.port, say }).then((one) => kept(started, one)),
      startSouth(folder, facts, addresses, say).then((one) => kept(started, one)),
    ]);
    const described = xmppFacts(folder, facts, addresses, { host: directoryHost, port: dns.port });
    writeLabFacts(home, { ...(readLabFacts(home) ?? facts), xmpp: described });
    return { facts: described, nodes: { ...cluster.nodes, prosody: prosody.process }, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

function kept<T extends { stop(): Promise<void> }>(list: { stop(): Promise<void> }[], one: T): T {
  list.push(one);
  return one;
}

function authority({ directory }: LabFacts) {
  return { caFile: directory.caFile, caKeyFile: directory.caFile.replace(/\.crt$/, '.key') };
}

type Surroundings = { dnsPort: number; say(sentence: string): void };

async function startNorth(folder: string, facts: LabFacts, addresses: Addresses, { dnsPort, say }: Surroundings) {
  const { directory, xmppAccounts } = facts;
  const ldaps = new URL(directory.ldapsUrl);
  const { pemFile } = makeServerCertificate(join(folder, 'north'), northDomains, authority(facts));
  return startCluster({
    folder,
    hosts: [addresses.ej1, addresses.ej2],
    localhost: ldaps.hostname,
    epmdPort: await freePort(ldaps.hostname),
    dnsPort,
    settings: {
      ports: standardPorts,
      domains: northDomains,
      roomsHost: roomsOf(northDomains[0]),
      adminJid: xmppAccounts.admins.north.jid,
      pemFile,
      caFile: directory.caFile,
      directory: {
        // The name in the directory's certificate; the nodes' inetrc says where it is.
        host: 'localhost',
        port: Number(ldaps.port),
        baseDn: directory.baseDn,
        ...xmppAccounts.directory,
      },
    },
    say,
  });
}

async function startSouth(
  folder: string,
  facts: LabFacts,
  addresses: Addresses,
  say: (sentence: string) => void,
): Promise<Keeper> {
  const { directory, xmppAccounts } = facts;
  const certificate = makeServerCertificate(join(folder, 'south'), [southDomain], authority(facts));
  const north = [addresses.ej1, addresses.ej2].map((host) => `${host}:${standardPorts.s2s}`);
  const routed = [...northDomains, roomsOf(northDomains[0])];
  const settings = {
    folder: join(folder, 'prosody'),
    host: addresses.prosody,
    ports: standardPorts,
    domain: southDomain,
    roomsHost: roomsOf(southDomain),
    adminJid: xmppAccounts.admins.south.jid,
    certificateFile: certificate.certificateFile,
    keyFile: certificate.keyFile,
    caFile: directory.caFile,
    adminSocket: adminSocketOf(folder),
    directory: { ldapUrl: directory.ldapUrl, baseDn: directory.baseDn, ...xmppAccounts.directory },
    routes: Object.fromEntries(routed.map((domain) => [domain, north])),
    pluginFolder,
  };
  const start = () => startProsody(settings);
  return keepRunning('Prosody', await start(), start, say);
}
