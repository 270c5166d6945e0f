import type { Dn } from '../domain/dn.ts';
import type { AttributeValue, Entry } from '../domain/entry.ts';
import type { Result } from '../domain/failure.ts';
import type { Filter } from '../domain/filter.ts';

export type Scope = 'base' | 'one' | 'sub';

export type Search = {
  base: Dn;
  scope: Scope;
  filter: Filter;
  attributes: readonly string[];
  /** Most entries wanted; the answer says when there were more. Default 1000. */
  limit?: number;
  /**
   * Only members that groups hold themselves: dynamic groups aren't worked out, which at 100,000 people saves slapd 80 ms
   * for every filter that names a member.
   */
  storedMembers?: boolean;
};

export type Found = { entries: Entry[] /** true when the limit cut the answer. */; more: boolean };

/** RFC 4511, 4.6. `replace` is left out on purpose: delete-old + add-new loses no one's update. */
export type Modification =
  | { op: 'add'; attribute: string; values: readonly AttributeValue[] }
  /** Without values: the whole attribute. */
  | { op: 'delete'; attribute: string; values?: readonly AttributeValue[] }
  /** Only for what can't be read first: passwords and ppolicy's own attributes. */
  | { op: 'put'; attribute: string; values: readonly AttributeValue[] };

/**
 * With `unchanged`, the change is carried out only if entryCSN is still this one (assertion control, RFC 4528).
 * Not for changes of uid, mail or domains: slapd's unique overlay hands the assertion on to its own search, which then
 * fails (122 "unique_search failed", OpenLDAP 2.5.13). A rename needs none: the old name is its assertion.
 */
export type ChangeOptions = { unchanged?: string };

/** Reading as somebody: the directory's ACLs decide what is seen. */
export interface Reader {
  /** null when there is no such entry, or none that this identity may see. */
  read(dn: Dn, attributes: readonly string[]): Promise<Result<Entry | null>>;
  search(search: Search): Promise<Result<Found>>;
  /** Everything that matches, by simple paging (RFC 2696), `pageSize` entries at a time. Throws nothing: the last item may be a failure. */
  pages(search: Omit<Search, 'limit'>, pageSize: number): AsyncIterable<Result<Entry[]>>;
  /** true or false by the compare operation: for values that may be compared but not read. */
  compare(dn: Dn, attribute: string, value: string): Promise<Result<boolean>>;
}

/** Changing as the signed-in person: every operation carries their identity (RFC 4370). There is no writer for the service account. */
export interface Writer extends Reader {
  add(dn: Dn, attributes: Readonly<Record<string, readonly AttributeValue[]>>): Promise<Result<void>>;
  modify(dn: Dn, modifications: readonly Modification[], options?: ChangeOptions): Promise<Result<void>>;
  /** Gives the RDN a new name and, with `newParent`, moves the entry. The old RDN value goes. Answers the new DN. */
  rename(
    dn: Dn,
    newRdn: { attribute: string; value: string },
    newParent?: Dn,
    options?: ChangeOptions,
  ): Promise<Result<Dn>>;
  delete(dn: Dn, options?: ChangeOptions): Promise<Result<void>>;
  /** Password modify (RFC 3062) on the own entry, the old password checked by the directory. */
  changeOwnPassword(dn: Dn, oldPassword: string, newPassword: string): Promise<Result<void>>;
}

/** What ppolicy said with the answer to a bind. `accepted` false means that the password itself was wrong or not looked at. */
export type BindAnswer = {
  accepted: boolean;
  state: 'ok' | 'wrong' | 'locked' | 'expired' | 'mustChange';
  /** The password has expired, and this many more binds are let in after this one. */
  graceLeft?: number;
  secondsToExpiry?: number;
};

export interface Directory {
  /** The service account: may read what the catalog and sign-in need, and may write nothing. */
  asService(): Reader;
  /** Throws for the empty DN: nothing is ever done anonymously. */
  as(person: Dn): Writer;
  /** Binds on a connection of its own, which is then closed. An empty password is refused before it reaches the wire (RFC 4513, 5.1.2). */
  checkPassword(person: Dn, password: string): Promise<Result<BindAnswer>>;
  /** `since` is when the directory was last lost; for the page that says so, and for /api/health/ready. */
  health(): Promise<{ up: boolean; since?: Date; lastError?: string }>;
  close(): Promise<void>;
}
