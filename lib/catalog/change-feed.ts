import type { Result } from '../domain/failure.ts';

/** One change somewhere in the directory. */
export type Change = {
  /** Where the feed stands after this change; ordered as text. */
  position: string;
  /** Tells this change from every other one. */
  key: string;
  /** entryUUID; '' when the feed does not say. */
  id: string;
  /** The name that the entry had before the change; null when the feed does not say. */
  dn: string | null;
  renamed: boolean;
  deleted: boolean;
};

/** How changes become known: by the accesslog, or by modifyTimestamp. A position is opaque to everyone else. */
export type ChangeFeed = {
  is: 'accesslog' | 'timestamps';
  /** Where the feed stands now. */
  newest(): Promise<Result<string>>;
  /** false when changes after this position may have been dropped from the feed. */
  reachesBackTo(position: string): Promise<Result<boolean>>;
  /**
   * Changes at and after the position, and some from before it, because an operation is dated by its beginning and
   * shows up after its end. At most `limit` of them, the oldest first; `more` says that there were more.
   */
  since(position: string, limit: number): Promise<Result<{ changes: Change[]; more: boolean }>>;
};

/** How long an operation may take from its date to its appearance in the feed. */
export const overlapMs = 10_000;

/** Gives out each change once, although the feed repeats the last seconds. */
export class Unseen {
  private readonly seen = new Map<string, string>();

  of(changes: readonly Change[]): Change[] {
    return changes.filter((change) => !this.seen.has(change.key));
  }

  /** Remembers what was dealt with, and forgets what the feed no longer repeats. */
  done(changes: readonly Change[], repeated: readonly Change[]): void {
    const still = new Set(repeated.map((change) => change.key));
    for (const key of this.seen.keys()) if (!still.has(key)) this.seen.delete(key);
    for (const change of changes) this.seen.set(change.key, change.position);
  }
}
