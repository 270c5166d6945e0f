/**
 * Some people of the directory, online and talking, as a process: `node lab/xmpp/people/main.ts [FOLDER]`, beside
 * lab/xmpp/main.ts. FOLDER is BAILIWICK_HOME unless given. Tells its parent `{ ready: true, people }`; they come online
 * a moment later. Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '../../../lib/config/config.ts';
import { readLabFacts } from '../../facts.ts';
import { live } from './actor.ts';
import { cast } from './cast.ts';

const leaving = new AbortController();
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, () => leaving.abort());

const facts = readLabFacts(process.argv[2] ?? config().home);
if (!facts?.xmpp) {
  const error = 'Nobody can come online: no XMPP servers are known. Start lab/xmpp/main.ts first.';
  console.error(error);
  process.send?.({ ready: false, error });
  process.exit(1);
}
const actors = cast(facts);
const ca = readFileSync(facts.xmpp.caFile, 'utf8');
if (process.send) process.send({ ready: true, people: actors.map(({ jid }) => jid) });
else console.log(`${actors.length} people come online; Ctrl-C sends them home.`);

const lives = actors.map((actor) => live(actor, ca, leaving.signal));
await Promise.race([Promise.all(lives), untilGone()]);
process.exit(0);

/** Saying goodbye takes a moment, and is not waited for any longer. */
async function untilGone(): Promise<void> {
  await new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()));
  await sleep(3000);
}
