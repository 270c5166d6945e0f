import pino from 'pino';
import { config } from '../config/config.ts';
import { connectDirectory, eachProvider } from '../directory/ldap.ts';
import { openMetrics } from '../metrics/open.ts';
import { can } from '../policy/can.ts';
import { keepResolving } from '../services/audit/resolve-pending.ts';
import type { Portal } from '../services/context.ts';
import { xmppParts } from '../services/xmpp-parts.ts';
import { snmpManager } from '../snmp/connect.ts';
import { sshReader } from '../ssh/reader.ts';
import { openDatabase } from '../store/database.ts';
import { secretBox } from '../store/secret-box.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import { askNameServers } from '../xmpp/name-servers.ts';
import { liveCount } from './live/live-streams.ts';
import { keepTellingFigures } from './tell-figures.ts';

const kept = globalThis as { bailiwickPortal?: Portal };

/**
 * The parts put together, once for the process; kept over the reloads of development. Changes that an earlier process left
 * without an outcome are looked at from then on.
 */
export function portal(): Portal {
  kept.bailiwickPortal ??= build();
  return kept.bailiwickPortal;
}

function build(): Portal {
  const settings = config();
  askNameServers(settings.dnsServers);
  if (!settings.databaseUrl)
    throw new Error('DATABASE_URL is not set: start the portal by npm start, which brings its own database.');
  const log = pino({
    level: settings.logLevel,
    base: { process: 'web' },
    redact: { paths: ['*.password', '*.newPassword', '*.userPassword'], censor: '(hidden)' },
  });
  const box = secretBox(settings.secretKey);
  const db = openDatabase(settings.databaseUrl);
  const built: Portal = {
    config: settings,
    tree: settings.directory,
    directory: connectDirectory(settings.directory, log),
    providers: eachProvider(settings.directory, log),
    db,
    metrics: openMetrics(db, settings.metricsUrl),
    log,
    xmpp: xmppParts(xmppConnector(log), box),
    snmp: snmpManager,
    ssh: sshReader,
    judge: can,
  };
  void keepResolving(built);
  void keepTellingFigures(built, liveCount);
  return built;
}
