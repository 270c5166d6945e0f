import { failed, ok, type Result } from '../../domain/failure.ts';
import { discoveredHosts } from './discovered-hosts.ts';
import { endSessions } from './end-sessions.ts';
import type { Filling } from './fill-in.ts';
import type { AccountStatistics, Announcement, Claim, LastActivity, XmppSession } from './port.ts';
import { readFields, type Shape } from './read-form.ts';
import type { By, Roads } from './roads.ts';
import { parseRoster } from './roster-xml.ts';
import { onePage, sessionNamed } from './sessions.ts';
import { stopping } from './stopping.ts';
import { standard, type Tools } from './tools.ts';
import * as read from './values.ts';

/** Without a command for many, so many accounts are asked about one after the other, and no more. */
const mostOneByOne = 10;

const by: By = (name) => ({ by: `${name} (XEP-0133)`, needs: [{ command: standard(name) }] });

/** What servers call the fields of XEP-0133's commands, the likeliest first. */
export const names = {
  account: ['accountjid', 'accountjids'],
  accounts: ['accountjids', 'accountjid'],
  password: ['password'],
  subject: ['subject'],
  body: ['announcement', 'body', 'motd'],
  most: ['max_items'],
  online: ['onlineuserjids', 'activeuserjids'],
  onlineCount: ['onlineusersnum'],
  registeredCount: ['registeredusersnum'],
  lastSignIn: ['lastlogin'],
  rosterSize: ['rostersize'],
  resources: ['onlineresources'],
  addresses: ['ipaddresses'],
  roster: ['roster'],
} as const;

/** Any server with ad-hoc commands, as XEP-0133 and XEP-0030 have it. */
export const generic: Roads = {
  hosts: [{ by: 'service discovery (XEP-0030)', needs: [], go: discoveredHosts }],
  onlineCount: [{ ...by('get-online-users-num'), go: (tools, host) => count(tools, host, 'get-online-users-num') }],
  registeredCount: [{ ...by('get-registered-users-num'), go: registeredCount }],
  onlineSessions: [{ ...by('get-online-users-list'), go: onlineUsers }],
  sessionsOf: [{ ...by('user-stats'), go: sessionsOf }],
  lastActivity: [{ ...by('get-user-lastlogin'), go: lastActivity }],
  endSessions: [
    {
      ...by('end-user-session'),
      go: (tools, jids) => endSessions(tools, jids, (all) => endUserSession(tools, all)),
    },
  ],
  statistics: [{ ...by('user-stats'), go: statistics }],
  roster: [
    {
      ...by('get-user-roster'),
      async go(tools, jid) {
        const form = await tools.standard(read.domainOf(jid), 'get-user-roster', [
          { names: names.account, values: [jid] },
        ]);
        if (!form.ok) return form;
        return parseRoster(readFields(form.value, { lines: [names.roster, read.lines] })?.lines ?? []);
      },
    },
  ],
  changePassword: [{ ...by('change-user-password'), go: changePassword }],
  announceOnline: [{ ...by('announce'), go: (tools, host, message) => announce(tools, host, 'announce', message) }],
  motd: [
    {
      by: 'set-motd, edit-motd, delete-motd (XEP-0133)',
      needs: ['set-motd', 'edit-motd', 'delete-motd'].map((name) => ({ command: standard(name) })),
      go: (tools, host, change) =>
        change.is === 'delete'
          ? claimed(tools.standard(host, 'delete-motd', confirmed, 'changes'))
          : announce(tools, host, `${change.is}-motd`, change.message),
    },
  ],
  restart: [{ ...by('restart'), go: stopping('restart', () => standard('restart')) }],
  shutdown: [{ ...by('shutdown'), go: stopping('shutdown', () => standard('shutdown')) }],
};

/** ejabberd says that it is done, and does nothing, unless this is ticked. */
const confirmed: Filling = [{ names: ['confirm'], values: ['1'], optional: true }];

/** One of XEP-0133's announcements, which servers say they have sent. */
export function announce(tools: Tools, host: string, name: string, message: Announcement): Promise<Result<Claim>> {
  return claimed(tools.standard(host, name, announcing(message), 'changes'));
}

export function announcing({ subject, body }: Announcement): Filling {
  return [
    { names: names.subject, values: [subject], optional: subject === '' },
    { names: names.body, values: [body] },
  ];
}

/** Nothing can be read back of it. */
export async function claimed(done: Promise<Result<unknown>>): Promise<Result<Claim>> {
  const result = await done;
  return result.ok ? ok({ seen: false, why: 'The server only said so.' }) : result;
}

/** XEP-0133, 4.12 and 4.14 to 4.17: one number. */
async function count(tools: Tools, host: string, name: string): Promise<Result<number>> {
  const form = await tools.standard(host, name, []);
  if (!form.ok) return form;
  const found = readFields(form.value, { count: [[...names.onlineCount, ...names.registeredCount], read.number] });
  return found ? ok(found.count) : failed({ kind: 'unexpected', why: 'The server gave no number.' });
}

/** A server that keeps its accounts in a directory fails, or counts none, though ours is one of them. */
async function registeredCount(tools: Tools, host: string): Promise<Result<number>> {
  const node = 'get-registered-users-num';
  const at = await tools.at(host);
  if (!at.ok) return at;
  const counted = await count(tools, host, node);
  const isCount = counted.ok && counted.value > 0;
  const passes = !counted.ok && ['timeout', 'unavailable', 'too-many', 'refused'].includes(counted.failure.kind);
  if (isCount || passes) return counted;
  const denial = {
    why: 'Accounts come from a directory; the portal counts them there.',
    todo: 'Look at the users of the domain.',
  };
  if (host === tools.domain) tools.deny(standard(node), denial);
  return failed({ kind: 'unavailable', ...denial });
}

/** XEP-0133, 4.21: who is online, perhaps without their resources. */
async function onlineUsers(tools: Tools, page: { host?: string; after?: string; limit: number }) {
  const host = page.host ?? tools.domain;
  const form = await tools.standard(host, 'get-online-users-list', whole);
  if (!form.ok) return form;
  const lines = readFields(form.value, { lines: [names.online, read.lines] })?.lines ?? [];
  const jids = lines.flatMap((line) => read.fullJid([line]) ?? read.bareJid([line]) ?? []);
  const own = jids.filter((jid) => read.domainOf(jid) === host);
  tools.left('get-online-users-list', lines.length - own.length);
  return ok(onePage(own.map(sessionNamed), page));
}

/** Everybody, where a list asks how many are wanted at most. */
export const whole: Filling = [
  { names: names.most, values: { options: ['all', 'none'], else: 'most' }, optional: true },
];

async function sessionsOf(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, XmppSession[]>>> {
  return oneByOne(jids, async (jid) => {
    const told = await statistics(tools, jid);
    if (!told.ok) return told;
    const full = told.value.onlineResources.flatMap((resource) => read.fullJid([`${jid}/${resource}`]) ?? []);
    return ok(full.map(sessionNamed));
  });
}

async function lastActivity(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, LastActivity>>> {
  // One by one: no point in looking for the sessions of too many.
  const sessions = await tools.server.sessionsOf(jids.slice(0, mostOneByOne));
  return oneByOne(jids, async (jid) => {
    const form = await tools.standard(read.domainOf(jid), 'get-user-lastlogin', [
      { names: names.account, values: [jid] },
    ]);
    if (!form.ok) return form;
    const said = readFields(form.value, {
      at: [names.lastSignIn, read.orNull(read.time)],
      text: [names.lastSignIn, read.textOrEmpty],
    });
    const online = sessions.ok ? (sessions.value.get(jid) ?? []).length > 0 : said?.text === 'Online';
    // ejabberd writes the local time of its machine, without saying which that is: told as it is written, not reckoned with.
    const local = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(said?.text ?? '');
    return ok({ online, at: said?.at ?? null, status: local ? `${said?.text}, by the server's clock` : null });
  });
}

async function oneByOne<T>(
  jids: readonly string[],
  ask: (jid: string) => Promise<Result<T>>,
): Promise<Result<Map<string, T>>> {
  if (jids.length > mostOneByOne)
    return failed({
      kind: 'too-many',
      why: `This server tells of one account at a time, and ${jids.length} were asked for.`,
      todo: `Ask for at most ${mostOneByOne}.`,
    });
  const found = new Map<string, T>();
  for (const jid of jids) {
    const told = await ask(jid);
    if (!told.ok && told.failure.kind !== 'not-found' && told.failure.kind !== 'constraint') return told;
    if (told.ok) found.set(jid, told.value);
  }
  return ok(found);
}

/** XEP-0133, 4.6: all at once. */
async function endUserSession(tools: Tools, jids: readonly string[]): Promise<Result<number | null>> {
  for (const [host, values] of Map.groupBy(jids, read.domainOf)) {
    const done = await tools.standard(host, 'end-user-session', [{ names: names.accounts, values }], 'changes');
    if (!done.ok) return done;
  }
  return ok(null);
}

const statisticsShape = {
  rosterSize: [names.rosterSize, read.orNull(read.number)],
  onlineResources: [names.resources, read.lines],
  addresses: [names.addresses, read.lines],
  lastSignInAt: [names.lastSignIn, read.orNull(read.time)],
} satisfies Shape;
const toldOtherwise: ReadonlySet<string> = new Set([
  'FORM_TYPE',
  ...names.account,
  ...Object.values(statisticsShape).flatMap(([fields]) => fields),
]);
const mostOther = 100;

/** XEP-0133, 4.9. */
async function statistics(tools: Tools, jid: string): Promise<Result<AccountStatistics>> {
  const form = await tools.standard(read.domainOf(jid), 'user-stats', [{ names: names.account, values: [jid] }]);
  if (!form.ok) return form;
  const told = readFields(form.value, statisticsShape);
  const others = form.value.fields.filter(({ name, type }) => type !== 'hidden' && !toldOtherwise.has(name));
  const more = others
    .slice(0, mostOther)
    .map(({ name, label, values }) => ({ label: label || name, values: read.texts(values) ?? [] }));
  return told ? ok({ ...told, more }) : failed({ kind: 'unexpected', why: 'The server told nothing of this account.' });
}

/** XEP-0133, 4.7. */
function changePassword(tools: Tools, jid: string, password: string): Promise<Result<Claim>> {
  const filling: Filling = [
    { names: names.account, values: [jid] },
    { names: names.password, values: [password] },
  ];
  return claimed(tools.standard(read.domainOf(jid), 'change-user-password', filling, 'changes'));
}
