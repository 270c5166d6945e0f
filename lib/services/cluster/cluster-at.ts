import type { Cluster } from '../../domain/cluster.ts';
import type { AccessLook, SecretLook } from '../../domain/cluster-doctor.ts';
import type { OriginLag } from '../../domain/csn.ts';

/** One provider's own syncrepl of another: phase and times as cn=Monitor has them (slapd-config(5), olcSyncrepl). */
export type SyncLine = { from: string; phase: string; connected: boolean; lastContact: Date | null };

/** One cluster as it told of itself just now. */
export type ClusterAt = Cluster & {
  /** `server:<id>`, `cluster:<id>` or `directory`, as targets are named everywhere. */
  id: string;
  name: string;
  /** "ejabberd cluster", "Prosody, one server". */
  what: string;
  /** Why it didn't answer; `members` then holds what is known without it. */
  away: { why: string; todo: string } | null;
  /** Empty but for a directory. */
  lags: OriginLag[];
  /** By provider. */
  syncs: { name: string; lines: SyncLine[] }[];
  /** How far ahead of the portal's clock members said that theirs are; empty where they weren't asked. */
  clocks: { who: string; aheadSeconds: number; withinSeconds: number }[];
  /** Secrets of which is known, or may be concluded, that they differ. */
  secrets: SecretLook[];
  /** Members over SSH of which nothing was learned. */
  access: AccessLook[];
};
