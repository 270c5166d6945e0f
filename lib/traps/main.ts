/**
 * Takes in what devices say of themselves, a process of its own: `node lib/traps/main.ts`. Listens where SNMP_TRAPS says, and
 * makes events of the traps and informs that it believes. Tells its parent `{ ready: true }` once it listens, which needs the
 * database not to be there; until that is, nothing is taken. Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import { randomBytes } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { type Config, config } from '../config/config.ts';
import { ConfigError } from '../config/secret.ts';
import { beginProcess, databaseUrlOf, endInOrder, secretBoxOf } from '../process.ts';
import { mibNames } from '../services/mibs/mib-names.ts';
import { standardNames } from '../snmp/mib/names.ts';
import type { OwnEngine } from '../snmp/traps/write.ts';
import { type Database, openDatabase } from '../store/database.ts';
import type { SecretBox } from '../store/secret-box.ts';
import { keepNotifications, purgeTraps, readClocks, startReceiver } from '../store/traps.ts';
import { every, untilDone } from './again.ts';
import { Clocks, engineBound } from './clocks.ts';
import { count, counting } from './counting.ts';
import type { Names } from './describe.ts';
import { listen } from './listen.ts';
import { Receiver } from './receiver.ts';
import { Senders } from './senders.ts';
import { Tally } from './tally.ts';
import { Writer } from './writer.ts';

const [followMs, countMs, tellMs, purgeMs] = [2_000, 2_000, 600_000, 600_000];
/** Enterprise 8072 (Net-SNMP) with octets of its own choice (RFC 3411, SnmpEngineID): we have no number. */
const engineIdStart = '80001f8805';

const undone = 'Traps are not taken in';

await beginProcess(start);

async function start(): Promise<void> {
  const settings = config();
  if (settings.snmpTraps.length === 0) throw new ConfigError(`${undone}: SNMP_TRAPS is not set.`);
  const log = pino({ level: settings.logLevel, base: { process: 'traps' } });
  const box = secretBoxOf(settings, undone);
  const db = openDatabase(databaseUrlOf(settings, undone), { connections: 2 });
  const tally = new Tally();
  let receiver: Receiver | null = null;
  const listening = await listen(
    settings.snmpTraps,
    (datagram, from, answer) => receiver?.takes(datagram, from, answer),
    (cause) => {
      log.error({ err: cause }, 'a socket broke');
      // Begun anew by the supervisor.
      process.exit(1);
    },
  ).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`${undone}: SNMP_TRAPS names ${placesOf(settings)}, ${whyNot(cause)}`);
  });
  const writer = new Writer(
    (notifications) => keepNotifications(db, notifications),
    (cause) => log.warn({ err: cause }, 'notifications could not be kept and wait'),
  );
  const ending = new AbortController();
  endInOrder(async () => {
    ending.abort();
    listening.close();
    await writer.end();
    await count(db, tally).catch(() => {});
    await db.close();
  });
  process.send?.({ ready: true });

  receiver = await take({ db, box, settings, log, writer, tally }, ending.signal);
}

type Parts = { db: Database; box: SecretBox; settings: Config; log: Logger; writer: Writer; tally: Tally };

/** Once the database is there: which start of our engine this is, who may speak, and what was heard before. */
async function take({ db, box, settings, log, writer, tally }: Parts, stop: AbortSignal): Promise<Receiver> {
  const away = (cause: unknown) => log.warn({ err: cause }, 'traps are not taken in yet: the database is away');
  const own = await untilDone(() => ownEngine(db, settings), away);
  const clocks = new Clocks(await untilDone(() => readClocks(db), away));
  const senders = new Senders({ db, box, allowed: settings.snmp, removed: (id) => clocks.forget(id) });
  await untilDone(() => senders.follow(), away);
  let names: Names = standardNames;
  const failed = (cause: unknown) => log.error({ err: cause }, 'a datagram could not be looked at');
  const receiver = new Receiver({ senders, own, clocks, names: () => names, tally, writer, failed });
  await count(db, tally).catch(() => {});
  every(stop, followMs, () => senders.follow());
  every(stop, followMs, async () => {
    names = await mibNames(db);
  });
  every(stop, countMs, counting(db, tally));
  every(stop, tellMs, async () => receiver.tellLeftOut());
  every(stop, purgeMs, () => purgeTraps(db, engineBound));
  log.info({ listens: placesOf(settings), boots: own.boots }, 'traps are taken in');
  return receiver;
}

async function ownEngine(db: Database, settings: Config): Promise<OwnEngine> {
  const name = `${engineIdStart}${randomBytes(12).toString('hex')}`;
  const { engineId, boots } = await startReceiver(db, { name, listens: settings.snmpTraps.map(placeText) });
  const since = performance.now();
  return { id: Buffer.from(engineId, 'hex'), boots, time: () => Math.floor((performance.now() - since) / 1000) };
}

function placesOf({ snmpTraps }: Config): string {
  return snmpTraps.map(placeText).join(' and ');
}

function placeText({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function whyNot({ code }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'where something listens already. Stop that (snmptrapd?), or choose another port.';
  if (code === 'EACCES')
    return 'and only root may listen below port 1024. Give the process CAP_NET_BIND_SERVICE, or choose a port above.';
  return 'and this machine has no such address. Write one of its own, or 0.0.0.0.';
}
