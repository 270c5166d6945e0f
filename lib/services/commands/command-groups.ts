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

export const commandGroups = [
  'Accounts',
  'Numbers and lists',
  'Announcements',
  'Running the server',
  'Others',
] as const;

/** Where a command of the server stands in the list. What isn't in the standard is under "Others", whoever made it. */
export function groupOfCommand(node: string): string {
  if (!node.startsWith(admin)) return 'Others';
  return standard[node.slice(admin.length)] ?? 'Others';
}

function named(group: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, group]));
}
