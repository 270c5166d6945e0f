const admin = 'http://jabber.org/protocol/admin#';

/** XEP-0133 by what people come for. */
const standard: Readonly<Record<string, string>> = {
  ...named('Accounts', [
    'add-user',
    'delete-user',
    'disable-user',
    'reenable-user',
    'end-user-session',
    'get-user-password',
    'change-user-password',
    'get-user-roster',
    'get-user-lastlogin',
    'user-stats',
  ]),
  ...named('Numbers and lists', [
    'get-registered-users-num',
    'get-disabled-users-num',
    'get-online-users-num',
    'get-active-users-num',
    'get-idle-users-num',
    'get-registered-users-list',
    'get-disabled-users-list',
    'get-online-users-list',
    'get-online-users',
    'get-active-users',
    'get-idle-users',
  ]),
  ...named('Announcements', [
    'announce',
    'announce-all',
    'announce-allhosts',
    'announce-all-allhosts',
    'set-motd',
    'set-motd-allhosts',
    'edit-motd',
    'edit-motd-allhosts',
    'delete-motd',
    'delete-motd-allhosts',
    'set-welcome',
    'edit-welcome',
    'delete-welcome',
  ]),
  ...named('Running the server', ['edit-blacklist', 'edit-whitelist', 'edit-admin', 'restart', 'shutdown']),
};

/** Our own (docs/admin-commands.md), beside what they belong to. */
const prefix = 'urn:bailiwick:admin:1#';
const own: Readonly<Record<string, string>> = {
  ...named('Accounts', ['sessions', 'last-activity', 'end-sessions', 'user-config', 'roster']),
  ...named('Announcements', ['announce-to']),
  ...named('State of the server', ['hosts', 's2s', 'cluster', 'routes', 'counters']),
  ...named('Data of an account', ['stores', 'copy-store', 'delete-store', 'replace-contact', 'replace-affiliate']),
};

/** Where a command of the server stands in the list. What isn't in the standard is under its branch or "Others". */
export function groupOfCommand(node: string): string {
  if (node.startsWith(prefix)) return own[node.slice(prefix.length)] ?? 'Others';
  if (!node.startsWith(admin)) return branchOf(node) ?? 'Others';
  return standard[node.slice(admin.length)] ?? 'Others';
}

/** Of a command in a tree of nodes, the branch that it hangs on: "running nodes/ej1". A URI is no tree. */
function branchOf(node: string): string | null {
  const parts = node.includes('://') ? [] : node.split('/');
  return parts.length > 2 ? parts.slice(0, 2).join('/') : null;
}

function named(group: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, group]));
}
