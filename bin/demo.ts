/**
 * `npm run demo`: a private directory with people in it, XMPP servers with some of them online, an snmpd and simulated network
 * gear, the database, the collector and the portal, in the foreground.
 * `--fresh` throws away what earlier runs kept. Everything lies in BAILIWICK_HOME and listens on loopback.
 */
import { getServers } from 'node:dns';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LabFacts } from '../lab/facts.ts';
import type { SnmpFacts } from '../lab/snmp/demo.ts';
import { freeUdpPort } from '../lab/snmp/snmpd.ts';
import type { Config } from '../lib/config/config.ts';
import { addDemoDevices } from './demo-devices.ts';
import { keepDemoServers } from './demo-servers.ts';
import { describeDemo } from './describe-demo.ts';
import { runInForeground } from './foreground.ts';
import { labScript, startPortal } from './portal-processes.ts';
import { startSnmp } from './snmp-processes.ts';
import { startXmpp } from './xmpp-processes.ts';

const { values } = parseArgs({
  options: { fresh: { type: 'boolean', default: false }, dev: { type: 'boolean', default: false } },
});

/** What a demo keeps in its home; nothing else there is ever deleted. */
const kept = [
  'slapd',
  'replica',
  'xmpp',
  'snmp',
  'lab.json',
  'database',
  'database.json',
  'database.lock',
  'audit-head.json',
  'cookie-secret',
  'secret-key',
];

/** Alerts reach the operator of the demo on his own XMPP client, unless the environment says otherwise. */
const isTold = process.env.ALERT_XMPP_FROM || process.env.ALERT_XMPP_TO;
const tellingOtto = isTold ? {} : { ALERT_XMPP_FROM: 'south.example', ALERT_XMPP_TO: 'otto@south.example' };

await runInForeground(async (supervisor, settings) => {
  if (values.fresh) for (const name of kept) rmSync(join(settings.home, name), { recursive: true, force: true });
  const lab = await supervisor.start({
    name: 'private directory',
    script: labScript,
    environment: process.env,
    // Loading 100,000 people takes most of a minute on a small machine.
    readyTimeoutMs: 600_000,
  });
  const facts = lab.facts as LabFacts;
  const environment: Record<string, string | undefined> = {
    ...{ ...tellingOtto, ...process.env },
    ...(lab.environment as Record<string, string>),
  };
  const host = new URL(facts.directory.ldapsUrl).hostname;
  const dnsPort = await freeUdpPort(host);
  environment.DNS_SERVERS ??= nameServers(host, dnsPort);
  const snmp = await startSnmp(supervisor);
  const agent = joining(settings, environment, snmp);
  const [xmpp, portal] = await Promise.all([
    startXmpp(supervisor, dnsPort),
    startPortal(supervisor, agent.settings, agent.environment, { dev: values.dev }),
  ]);
  if (xmpp) await keepDemoServers(String(portal.DATABASE_URL), settings, xmpp, lab.seeded === true);
  if (snmp) await addDemoDevices(String(portal.DATABASE_URL), settings, snmp, lab.seeded === true);
  for (const line of describeDemo({ ...facts, xmpp }, settings, lab.seeded === true)) console.log(line);
});

/** The lab's, which knows the demo's domains and says of all others that they aren't there; the system's while it is away. */
function nameServers(host: string, port: number): string {
  return [
    `${host}:${port}`,
    ...getServers()
      .filter((one) => !one.includes('%'))
      .slice(0, 3),
  ].join(' ');
}

/** The portal's agent joins the demo's snmpd, and its gear tells the portal of itself, unless something else is set. */
function joining(settings: Config, environment: Record<string, string | undefined>, snmp: SnmpFacts | undefined) {
  const agentX = settings.snmpAgent.agentX ?? snmp?.agentX ?? undefined;
  const given = settings.snmpTraps.length > 0 || !snmp;
  const snmpTraps = given ? settings.snmpTraps : [snmp.traps];
  return {
    settings: { ...settings, snmpAgent: { ...settings.snmpAgent, agentX }, snmpTraps },
    environment: {
      ...environment,
      ...(agentX && { SNMP_AGENTX: agentX }),
      ...(!given && { SNMP_TRAPS: `${snmp.traps.host}:${snmp.traps.port}` }),
    },
  };
}
