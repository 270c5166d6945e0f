import { Dn } from '../domain/dn.ts';
import { ok, type Result } from '../domain/failure.ts';
import { parseGeneralizedTime } from '../domain/generalized-time.ts';
import { findBeginning } from './begin.ts';
import { type Change, type ChangeFeed, Unseen } from './change-feed.ts';
import { compare } from './compare.ts';
import { basisOf, cursorText } from './cursor.ts';
import { fill } from './fill.ts';
import { type Landscape, readLandscape } from './landscape.ts';
import { recountMembers } from './recount-members.ts';
import { reread } from './reread.ts';
import { idsWithin } from './rows-below.ts';
import type { Source } from './source.ts';
import { markPoll, markState } from './state.ts';

/** More changes than this at one look are cheaper read as a whole. */
const mostChanges = 20_000;
/** refint empties groups of deleted members a moment later, and no feed says so. */
const refintDelayMs = 3000;

/** How often everything is compared. Where there is no accesslog, nothing else finds deletions. */
export type FollowerSettings = { compareEveryMs: number; compareEveryMsWithAccesslog: number };

const defaultSettings: FollowerSettings = { compareEveryMs: 5 * 60_000, compareEveryMsWithAccesslog: 60 * 60_000 };

type Following = {
  feed: ChangeFeed;
  landscape: Landscape;
  position: string;
  comparedAt: number;
  recountAt: number | null;
  unseen: Unseen;
};

export type Followed = { did: 'filled' | 'compared' | 'looked'; changed: number };

/**
 * Keeps the catalog fresh. `step` does what is due: fills an empty catalog, compares after a gap, else looks for changes.
 * After a failure the next step finds out anew where it stands. Throws when the database is away, and the signal's reason when it is aborted.
 */
export class Follower {
  private readonly source: Source;
  private readonly settings: FollowerSettings;
  private following: Following | null = null;
  private signal: AbortSignal | undefined;

  constructor(source: Source, settings: FollowerSettings = defaultSettings) {
    this.source = source;
    this.settings = settings;
  }

  async step(signal?: AbortSignal): Promise<Result<Followed>> {
    this.signal = signal;
    const { following } = this;
    this.following = null;
    const followed = following ? await this.follow(following) : await this.begin();
    if (!followed.ok) await markState(this.source.db, 'away', followed.failure.why);
    return followed;
  }

  private async begin(): Promise<Result<Followed>> {
    const beginning = await findBeginning(this.source);
    if (!beginning.ok) return beginning;
    const { value } = beginning;
    if (value.first === 'fill') return this.fill(value.feed);
    if (value.first === 'compare') return this.compare(value.feed, value.landscape);
    return this.follow(newFollowing(value.feed, value.landscape, value.position));
  }

  private async follow(following: Following): Promise<Result<Followed>> {
    const { feed, unseen } = following;
    if (Date.now() - following.comparedAt > this.compareEveryMs(feed)) return this.compare(feed, following.landscape);
    const since = await feed.since(following.position, mostChanges);
    if (!since.ok) return since;
    const changes = unseen.of(since.value.changes);
    if (since.value.more) return this.fill(feed);
    if (changes.length > 0) {
      const landscape = await readLandscape(this.source.reader, this.source.tree);
      if (!landscape.ok) return landscape;
      if (this.basis(landscape.value) !== this.basis(following.landscape)) return this.fill(feed);
      const ids = await this.idsOf(changes, following.landscape, landscape.value);
      const read = await reread({ ...this.source, landscape: landscape.value }, ids, { signal: this.signal });
      if (!read.ok) return read;
      following.landscape = landscape.value;
    }
    unseen.done(changes, since.value.changes);
    const recounted = await this.recountWhenDue(following, changes);
    if (!recounted.ok) return recounted;
    return this.looked(following, changes);
  }

  private async looked(following: Following, changes: readonly Change[]): Promise<Result<Followed>> {
    const newest = [following.position, ...changes.map((change) => change.position)].sort().at(-1) as string;
    const cursor = cursorText({ feed: following.feed.is, basis: this.basis(following.landscape), position: newest });
    await markPoll(this.source.db, {
      cursor,
      changed: changes.length > 0,
      lagMs: changes.length > 0 ? lagOf(newest) : null,
    });
    this.following = { ...following, position: newest };
    return ok({ did: 'looked', changed: changes.length });
  }

  /** Also everything below what was renamed, and below what became a realm or ceased to be one. */
  private async idsOf(changes: readonly Change[], before: Landscape, after: Landscape): Promise<Set<string>> {
    const ids = new Set(changes.map((change) => change.id).filter((id) => id !== ''));
    const places = new Set(before.realms.symmetricDifference(after.realms));
    for (const change of changes) {
      const dn = change.dn === null ? null : Dn.parse(change.dn);
      if (dn && (change.renamed || change.id === '')) places.add(dn.key);
    }
    for (const key of places) for (const id of await idsWithin(this.source.db, key)) ids.add(id);
    return ids;
  }

  private async recountWhenDue(following: Following, changes: readonly Change[]): Promise<Result<void>> {
    if (changes.some((change) => change.deleted)) following.recountAt = Date.now() + refintDelayMs;
    if (following.recountAt === null || Date.now() < following.recountAt) return ok(undefined);
    following.recountAt = null;
    return recountMembers({ ...this.source, landscape: following.landscape });
  }

  private async fill(feed: ChangeFeed): Promise<Result<Followed>> {
    const filled = await fill(this.source, feed, this.signal);
    if (!filled.ok) return filled;
    this.following = newFollowing(feed, filled.value.landscape, filled.value.cursor.position);
    return ok({ did: 'filled', changed: filled.value.entries });
  }

  private async compare(feed: ChangeFeed, before: Landscape): Promise<Result<Followed>> {
    const position = await feed.newest();
    if (!position.ok) return position;
    const landscape = await readLandscape(this.source.reader, this.source.tree);
    if (!landscape.ok) return landscape;
    const basis = this.basis(landscape.value);
    if (basis !== this.basis(before)) return this.fill(feed);
    const compared = await compare({ ...this.source, landscape: landscape.value }, this.signal);
    if (!compared.ok) return compared;
    await markPoll(this.source.db, {
      cursor: cursorText({ feed: feed.is, basis, position: position.value }),
      changed: false,
      lagMs: null,
    });
    this.following = newFollowing(feed, landscape.value, position.value);
    return ok({ did: 'compared', changed: compared.value.changed + compared.value.removed });
  }

  private basis(landscape: Landscape): string {
    return basisOf(landscape, this.source.tree);
  }

  private compareEveryMs(feed: ChangeFeed): number {
    return feed.is === 'accesslog' ? this.settings.compareEveryMsWithAccesslog : this.settings.compareEveryMs;
  }
}

function newFollowing(feed: ChangeFeed, landscape: Landscape, position: string): Following {
  return { feed, landscape, position, comparedAt: Date.now(), recountAt: null, unseen: new Unseen() };
}

/** Positions are exact to the second, and clocks differ: up to a second too much, never less than nothing. */
function lagOf(position: string): number | null {
  const at = parseGeneralizedTime(position);
  return at ? Math.min(Math.max(0, Date.now() - at.getTime()), 2 ** 31 - 1) : null;
}
