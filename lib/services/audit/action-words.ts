/**
 * What was done, between who did it and what it was done to: "Rex Okoye | reset the password of | Uma Lind".
 * A trailing preposition is meant to be followed by the target's name; `alone` stands for itself.
 */
type Words = { text: string; alone?: true };

const words = {
  'account.sign-in': { text: 'signed in', alone: true },
  'account.sign-out': { text: 'signed out', alone: true },
  'account.change-password': { text: 'changed their own password at sign-in', alone: true },
  'me.edit': { text: 'edited their own profile', alone: true },
  'me.photo': { text: 'changed their own photo', alone: true },
  'me.credentials': { text: 'changed their own certificates or keys', alone: true },
  'me.password': { text: 'changed their own password', alone: true },
  'me.end-session': { text: 'ended one of their own sessions', alone: true },
  'me.end-sessions': { text: 'signed out elsewhere', alone: true },
  'audit.export': { text: 'exported the audit log', alone: true },
  'users.create': { text: 'created the user' },
  'users.edit': { text: 'edited' },
  'users.photo': { text: 'changed the photo of' },
  'users.credentials': { text: 'changed the certificates or keys of' },
  'users.rename': { text: 'renamed' },
  'users.move': { text: 'moved' },
  'users.lock': { text: 'locked' },
  'users.unlock': { text: 'unlocked' },
  'users.disable': { text: 'disabled' },
  'users.enable': { text: 'enabled' },
  'users.reset-password': { text: 'reset the password of' },
  'users.delete': { text: 'deleted the user' },
  'groups.create': { text: 'created the group' },
  'groups.edit': { text: 'edited the group' },
  'groups.rename': { text: 'renamed the group' },
  'groups.members': { text: 'changed the members of' },
  'groups.add-members': { text: 'added members to' },
  'groups.remove-members': { text: 'removed members from' },
  'groups.delete': { text: 'deleted the group' },
  'roles.create': { text: 'created the role' },
  'roles.edit': { text: 'edited the role' },
  'roles.occupants': { text: 'changed the occupants of' },
  'roles.add-occupants': { text: 'gave the role' },
  'roles.remove-occupants': { text: 'took away the role' },
  'roles.delete': { text: 'deleted the role' },
  'realms.create': { text: 'created the realm' },
  'realms.edit': { text: 'edited the realm' },
  'realms.rename': { text: 'renamed the realm' },
  'realms.grant': { text: 'granted delegation over' },
  'realms.withdraw': { text: 'withdrew delegation over' },
  'realms.delete': { text: 'deleted the realm' },
} as const satisfies Record<string, Words>;

export const knownActions = Object.keys(words) as (keyof typeof words)[];

/** Of an action that is not in the table, its own name: a row is never without words. */
export function actionWords(action: string): Words {
  const known: Words | undefined = Object.hasOwn(words, action) ? words[action as keyof typeof words] : undefined;
  return known ?? { text: `did “${action}” to` };
}

/** For the filter: "Reset the password of …" */
export function actionLabel(action: string): string {
  const { text, alone } = actionWords(action);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${alone ? '' : ' …'}`;
}
