import { readFileSync } from 'node:fs';
import type { XmppServerFacts } from '../lab/xmpp/facts.ts';
import type { ServerList } from '../lib/services/servers/list-servers.ts';
import type { UserList } from '../lib/services/users/list-users.ts';
import type { PresenceList } from '../lib/services/users/presence.ts';
import { xmppConnector } from '../lib/xmpp/connect.ts';
import type { ServerAddress, XmppConnection } from '../lib/xmpp/port.ts';
import { actionId } from './action-id.ts';
import type { Browser } from './browser.ts';
import { measure } from './measure.ts';
import { megabytes } from './memory.ts';
import type { BenchPortal } from './portal.ts';
import { ms, note, say, sayFigures } from './print.ts';
import { pagePath } from './rows.ts';

const statistics = 'http://jabber.org/protocol/admin#user-stats';
/** The page that runs commands: from another one, Next hands an action on by a second request. */
const path = '/commands/run';

/** What the portal adds to XMPP: to one command, to many at once, to a page of people, and to its own memory. */
export async function benchXmpp(portal: BenchPortal, ada: Browser): Promise<void> {
  const north = portal.xmpp.servers.find(({ name }) => name === 'north') as XmppServerFacts;
  const address = addressOf(portal, north);
  const add = await actionId('addServer');
  for (const server of portal.xmpp.servers) {
    const { password, ...own } = addressOf(portal, server);
    await ada.action(add, '/servers', { settings: { ...own, name: server.name }, secret: password });
  }
  const { rows } = await ada.json<ServerList>('/api/servers');
  const server = rows.find(({ name }) => name === north.name)?.id as string;
  const bare = xmppConnector({ info() {}, warn() {} }).connect(address);
  try {
    await online(bare);
    await benchOneCommand(portal, ada, { server, bare, domain: address.domain, jid: address.jid });
  } finally {
    await bare.close();
  }
  await benchPresence(ada);
}

type Commanded = { server: string; bare: XmppConnection; domain: string; jid: string };

async function benchOneCommand(portal: BenchPortal, ada: Browser, { server, bare, domain, jid }: Commanded) {
  const [begin, go] = [await actionId('beginCommand'), await actionId('continueCommand')];
  const begun = () => ada.action(begin, path, { server, jid: domain, node: statistics });
  const completed = async (text: string, person: string) => {
    const token = /"token":"([0-9a-f-]{36})"/.exec(text)?.[1];
    const result = await ada.action(go, path, { token, action: 'complete', answer: { accountjid: [person] } });
    if (!result.includes('"status":"completed"'))
      throw new Error(`the command was not completed: ${result.slice(0, 300)}`);
    return result;
  };
  const asked = async () => {
    const stage = await bare.run({ jid: domain, node: statistics, action: 'execute' });
    if (!stage.ok) throw new Error(stage.failure.why);
    return stage.value;
  };
  const [through, direct] = [await measure(300, begun), await measure(300, asked)];
  sayFigures('a step of an ad-hoc command, through HTTP with audit', through);
  sayFigures('  the same on a bare connection', direct);
  const more = through.p50 - direct.p50;
  say('  the portal’s part, medians', `${ms(more)} more`, { text: 'at most 10 ms more', met: more <= 10 });
  sayFigures(
    'a whole command of two steps, through HTTP',
    await measure(100, async () => completed(await begun(), jid)),
  );

  const people = portal.facts.xmppAccounts.people.jids.filter((one) => one.endsWith(`@${domain}`));
  const all = Array.from({ length: 200 }, (_, at) => people[at % people.length] as string);
  const began = performance.now();
  const answers = await Promise.all(all.map(async (person) => completed(await begun(), person)));
  const right = answers.filter((answer, at) => answer.includes(`"${all[at]}"`)).length;
  const text = `${right} answers of their own, in ${ms(performance.now() - began)}`;
  say('200 commands at once', text, { text: 'none lost or swapped', met: right === all.length });
  await benchMemory(portal, begun);
}

/** Ten thousand commands, eight at a time; the heap is let be, so what stays is what nobody collected yet and what leaks. */
async function benchMemory(portal: BenchPortal, begun: () => Promise<unknown>): Promise<void> {
  const pid = portal.pids['the web process'] as number;
  const seen: number[] = [];
  for (let thousand = 0; thousand < 10; thousand++) {
    let left = 1000;
    const worker = async () => {
      while (left-- > 0) await begun();
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    seen.push(megabytes(pid, 'VmRSS'));
  }
  const [early, late] = [Math.max(...seen.slice(2, 5)), Math.max(...seen.slice(7))];
  const met = late <= early * 1.1;
  say('10,000 commands, memory of the web process', `${early} MB after 5,000, ${late} MB after 10,000`, {
    text: 'flat',
    met,
  });
  note(`After each thousand: ${seen.join(', ')} MB.`);
}

/** A page of people each time, so that nothing is answered from what is kept for some seconds. */
async function benchPresence(ada: Browser): Promise<void> {
  const pages: string[] = [];
  for (let page = 1; page <= 60; page++) {
    const { rows } = await ada.json<UserList>(pagePath(page));
    if (rows.length === 50) pages.push(rows.map(({ id }) => `id=${id}`).join('&'));
  }
  let at = 0;
  const count = pages.length - 5;
  const overlay = await measure(count, async () => {
    const { rows } = await ada.json<PresenceList>(`/api/users/presence?${pages[at++]}`);
    if (rows.length !== 50) throw new Error(`presence of ${rows.length} rows instead of 50`);
  });
  sayFigures('presence and last activity of 50 rows', overlay, 250);
}

function addressOf(portal: BenchPortal, { domains, host, ports, admin }: XmppServerFacts): ServerAddress {
  const ca = readFileSync(portal.xmpp.caFile, 'utf8');
  const mechanisms = ['PLAIN'] as const;
  return { domain: domains[0] as string, host, port: ports.direct, tls: 'direct', ca, ...admin, mechanisms };
}

async function online(connection: XmppConnection): Promise<void> {
  for (let waited = 0; connection.state().is !== 'online'; waited += 50) {
    if (waited > 20_000) throw new Error('the bare connection does not come up');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
