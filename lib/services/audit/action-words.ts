/**
 * What was done, between who did it and what it was done to: "Rex Okoye | reset the password of | Uma Lind".
 * `alone` stands for itself; `you` is what the person concerned reads: "Rex Okoye | reset your password".
 */
type Words = { text: string; alone?: true; you?: string };

const words = {
  'account.sign-in': { text: 'signed in', alone: true },
  'account.sign-out': { text: 'signed out', alone: true },
  'account.change-password': {
    text: 'changed their own password at sign-in',
    alone: true,
    you: 'changed your password at sign-in',
  },
  'me.edit': { text: 'edited their own profile', alone: true, you: 'edited your profile' },
  'me.photo': { text: 'changed their own photo', alone: true, you: 'changed your photo' },
  'me.credentials': {
    text: 'changed their own certificates or keys',
    alone: true,
    you: 'changed your certificates or keys',
  },
  'me.password': { text: 'changed their own password', alone: true, you: 'changed your password' },
  'me.end-session': { text: 'ended one of their own sessions', alone: true, you: 'ended one of your sessions' },
  'me.end-sessions': { text: 'ended their own other sessions', alone: true, you: 'ended your other sessions' },
  'me.end-xmpp-session': {
    text: 'ended one of their own XMPP sessions',
    alone: true,
    you: 'ended one of your XMPP sessions',
  },
  'audit.export': { text: 'exported the audit log', alone: true },
  'users.create': { text: 'created the user', you: 'created your account' },
  'users.edit': { text: 'edited', you: 'edited your profile' },
  'users.photo': { text: 'changed the photo of', you: 'changed your photo' },
  'users.credentials': { text: 'changed the certificates or keys of', you: 'changed your certificates or keys' },
  'users.rename': { text: 'renamed', you: 'changed your username' },
  'users.rename-start': { text: 'began to rename', you: 'began to rename your account' },
  'users.rename-continue': { text: 'continued to rename', you: 'continued to rename your account' },
  'users.rename-take-back': { text: 'began to take back the rename of', you: 'began to take back your rename' },
  'users.rename-end': { text: 'finished renaming', you: 'finished renaming your account' },
  'users.rename-back': { text: 'took back the rename of', you: 'took back your rename' },
  'users.rename-hold': { text: 'held, for a rename, the account of', you: 'held your account for a rename' },
  'users.rename-release': {
    text: 'released, after a rename, the account of',
    you: 'released your account after a rename',
  },
  'users.rename-sessions': { text: 'ended the XMPP sessions of', you: 'ended your XMPP sessions' },
  'users.rename-copy': { text: 'copied data between the names of', you: 'copied your data between your names' },
  'users.rename-delete': {
    text: 'deleted data under a former name of',
    you: 'deleted data under a former name of yours',
  },
  'users.rename-contacts': {
    text: 'changed the name in the contacts’ rosters of',
    you: 'changed your name in your contacts’ rosters',
  },
  'users.rename-rooms': { text: 'changed the name in the rooms of', you: 'changed your name in rooms' },
  'users.rename-address': { text: 'changed the JID of', you: 'changed your JID' },
  'users.move': { text: 'moved', you: 'moved you to another realm' },
  'users.arrive': { text: 'brought in', you: 'brought you in from another realm' },
  'users.lock': { text: 'locked', you: 'locked your account' },
  'users.unlock': { text: 'unlocked', you: 'unlocked your account' },
  'users.disable': { text: 'disabled', you: 'disabled your account' },
  'users.enable': { text: 'enabled', you: 'enabled your account' },
  'users.reset-password': { text: 'reset the password of', you: 'reset your password' },
  'users.delete': { text: 'deleted the user' },
  'users.end-xmpp-sessions': { text: 'ended XMPP sessions of', you: 'ended XMPP sessions of yours' },
  'groups.create': { text: 'created the group' },
  'groups.edit': { text: 'edited the group' },
  'groups.rename': { text: 'renamed the group' },
  'groups.change-filter': { text: 'changed the filter of the group' },
  'groups.add-members': { text: 'added members to the group' },
  'groups.remove-members': { text: 'removed members from the group' },
  'groups.delete': { text: 'deleted the group' },
  'roles.create': { text: 'created the role' },
  'roles.edit': { text: 'edited the role' },
  'roles.add-occupants': { text: 'gave the role' },
  'roles.remove-occupants': { text: 'took away the role' },
  'roles.delete': { text: 'deleted the role' },
  'realms.create': { text: 'created the realm' },
  'realms.edit': { text: 'edited the realm' },
  'realms.grant': { text: 'changed the delegation of' },
  'realms.delete': { text: 'deleted the realm' },
  'servers.add': { text: 'added the managed server' },
  'servers.edit': { text: 'edited the managed server' },
  'servers.remove': { text: 'removed the managed server' },
  'devices.add': { text: 'added the device' },
  'devices.edit': { text: 'edited the device' },
  'devices.remove': { text: 'removed the device' },
  'devices.test': { text: 'tested the SNMP answers of' },
  'servers.test': { text: 'tested the connection to' },
  'servers.restart': { text: 'restarted the node' },
  'servers.shutdown': { text: 'shut down the node' },
  'servers.end-sessions': { text: 'ended sessions on' },
  'servers.account-password': { text: 'changed the password of an account on' },
  'servers.motd': { text: 'changed the message of the day of' },
  'announcements.send': { text: 'sent an announcement to' },
  'commands.begin': { text: 'began the command' },
  'commands.run': { text: 'ran the command' },
  'commands.offer': { text: 'offered the command' },
  'commands.edit-offer': { text: 'changed the offer of the command' },
  'commands.withdraw-offer': { text: 'withdrew the offer of the command' },
  'boards.add': { text: 'added the board' },
  'boards.edit': { text: 'edited the board' },
  'boards.share': { text: 'changed who sees the board' },
  'boards.delete': { text: 'deleted the board' },
  'boards.restore': { text: 'brought back the board' },
  'alerts.acknowledge': { text: 'acknowledged the alert' },
  'alerts.unacknowledge': { text: 'took back the acknowledgement of the alert' },
  'alerts.silence': { text: 'silenced alerts of' },
  'alerts.end-silence': { text: 'ended the silence of' },
  'alerts.add-rule': { text: 'added the alert rule' },
  'alerts.edit-rule': { text: 'edited the alert rule' },
  'alerts.remove-rule': { text: 'removed the alert rule' },
} as const satisfies Record<string, Words>;

export const knownActions = Object.keys(words) as (keyof typeof words)[];

/** Of an action that is not in the table, its own name: a row is never without words. */
export function actionWords(action: string): Words {
  const known: Words | undefined = Object.hasOwn(words, action) ? words[action as keyof typeof words] : undefined;
  return known ?? { text: `did “${action}” to` };
}

const present: Readonly<Record<string, string>> = {
  acknowledged: 'acknowledge',
  added: 'add',
  began: 'begin',
  continued: 'continue',
  copied: 'copy',
  brought: 'bring',
  changed: 'change',
  created: 'create',
  deleted: 'delete',
  did: 'do',
  disabled: 'disable',
  edited: 'edit',
  enabled: 'enable',
  ended: 'end',
  exported: 'export',
  finished: 'finish',
  held: 'hold',
  released: 'release',
  gave: 'give',
  locked: 'lock',
  moved: 'move',
  offered: 'offer',
  removed: 'remove',
  renamed: 'rename',
  restarted: 'restart',
  ran: 'run',
  sent: 'send',
  set: 'set',
  signed: 'sign',
  silenced: 'silence',
  tested: 'test',
  took: 'take',
  unlocked: 'unlock',
  withdrew: 'withdraw',
};

/** "signed in" of what was done, "tried to sign in" of everything else: a row alone never says that a failure happened. */
export function toldAs(text: string, outcome: string): string {
  return outcome === 'succeeded' ? text : `tried to ${text.replace(/^\w+/, (verb) => present[verb] ?? verb)}`;
}

/** For the filter: "Reset the password of …" */
export function actionLabel(action: string): string {
  const { text, alone } = actionWords(action);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${alone ? '' : ' …'}`;
}
