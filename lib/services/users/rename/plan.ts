import type { DataStore } from '../../../xmpp/servers/port.ts';

export const renameKind = 'rename user';

/** What a rename is to do, fixed when it begins. */
export type RenamePlan = {
  /** entryUUID of the person. */
  id: string;
  from: { jid: string; uid: string };
  to: { jid: string; uid: string };
  /** `data`: the server moves what it holds. `directory`: it can't, and nothing but the entry is renamed. */
  moves: 'data' | 'directory';
  /** What the new name held before, and is added to: it can't be told apart afterwards, so it is never deleted. */
  occupied: DataStore[];
  /** What pwdAccountLockedTime said before the hold, empty for nothing; null before the hold. */
  former: string | null;
  /** Set before the person can sign in again: from then on there may be more under the new name than was copied. */
  released: boolean;
  /** The person's addresses before, by attribute; null before they are changed. */
  addresses: Record<string, string[]> | null;
};

/** Rooms hold their members themselves, and are gone through one by one. */
export const copiedStores = [
  'roster',
  'vcard',
  'private',
  'pubsub',
  'offline',
  'archive',
  'blocking',
  'last',
] as const satisfies readonly DataStore[];
export type CopiedStore = (typeof copiedStores)[number];

export const storeWords: Readonly<Record<DataStore, string>> = {
  roster: 'Contacts',
  vcard: 'vCard',
  private: 'Private data',
  pubsub: 'Personal feeds (PEP)',
  offline: 'Waiting messages',
  archive: 'Message archive',
  blocking: 'Blocked addresses',
  rooms: 'Room affiliations',
  last: 'Last activity',
};

/** While a rename is unfinished, both of its names are nobody else's. */
export function claimsOf(names: { jid: string; uid: string }): string[] {
  return [`jid ${names.jid.toLowerCase()}`, `uid ${names.uid.toLowerCase()}`];
}
