/** What a row of the catalog stands for. */
export const entryKinds = ['person', 'group', 'role', 'realm'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One entry in the catalog: enough to order, filter and count by, and nothing that a page shows as the entry's content. */
export type CatalogRow = {
  /** entryUUID */
  id: string;
  kind: EntryKind;
  dn: string;
  /** Dn.key */
  dnKey: string;
  /** Dn.key of the nearest realm at or above; '' outside every realm. */
  realmKey: string;
  name: string;
  uid: string;
  mail: string;
  /** Folded, see fold.ts. */
  sortSurname: string;
  sortName: string;
  sortUid: string;
  sortMail: string;
  search: string;
  disabled: boolean;
  locked: boolean;
  /** When the lock ends by itself; null while it has no end. */
  lockedUntil: Date | null;
  mustChange: boolean;
  /** A group whose members a filter decides. */
  dynamic: boolean;
  /** A static group with a group among its members. */
  nested: boolean;
  passwordExpiresAt: Date | null;
  lastSignInAt: Date | null;
  createdAt: Date | null;
  /** Members of a static group, occupants of a role; null for everything else. */
  memberCount: number | null;
  /** entryCSN, or modifyTimestamp where there is none: equal as long as the entry was not written. */
  entryCsn: string;
};
