import type { Dn } from '../domain/dn.ts';
import type { Grant, Tier } from '../domain/permission.ts';

/** One thing that a person holds: a tier by a role, or a grant over a realm. `via` is the role or group that passes it on. */
export type Holding = { kind: 'tier'; tier: Tier; via?: Dn } | { kind: 'grant'; grant: Grant; realm: Dn; via?: Dn };

/** Somebody with what they hold, read afresh from the directory. */
export type Person = {
  /** entryUUID */
  id: string;
  dn: Dn;
  holdings: readonly Holding[];
};

/** The signed-in person of one request. */
export type Actor = Person & {
  uid: string;
  name: string;
  jid: string;
  /** The realm that the person's own entry lies in; null for somebody outside every realm. */
  realm: Dn | null;
  /** Hash of the session's id. */
  sessionId: string;
  /** Where the request came from. */
  address: string;
};

/** What an action would touch. */
export type Resource = {
  /** The realm it lies in; null for what belongs to the whole system. */
  realm: Dn | null;
  /** Set when the action is on a person. */
  person?: Person;
};
