import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import type { Config } from '../config/config.ts';
import { connectDirectory } from '../directory/ldap.ts';
import type { Directory, Writer } from '../directory/port.ts';
import { labPerson, labSettings } from '../directory/test-settings.ts';
import type { Result } from '../domain/failure.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { Follower, type FollowerSettings } from './follow.ts';
import { readLandscape } from './landscape.ts';
import { allRows } from './read-rows.ts';
import type { CatalogRow } from './row.ts';
import type { Source } from './source.ts';

/** For integration tests only: a catalog in a database of its own on the lab's directory, and somebody who changes things there. */
export class CatalogUnderTest {
  private database: TestDatabase | undefined;
  private opened: { db: Database; directory: Directory } | undefined;
  private readonly changes: Partial<Config['directory']>;

  constructor(changes: Partial<Config['directory']> = {}) {
    this.changes = changes;
    beforeAll(async () => {
      this.database = await startTestDatabase();
      this.opened = { db: openDatabase(this.database.url), directory: connectDirectory(this.tree) };
    });
    afterAll(async () => {
      await this.opened?.directory.close();
      await this.opened?.db.close();
      await this.database?.stop();
    });
  }

  get url(): string {
    return present(this.database).url;
  }

  get db(): Database {
    return present(this.opened).db;
  }

  get directory(): Directory {
    return present(this.opened).directory;
  }

  get tree(): Config['directory'] {
    return labSettings(this.changes);
  }

  get source(): Source {
    return { reader: this.directory.asService(), db: this.db, tree: this.tree };
  }

  /** Another client of the directory, which tells the catalog nothing. */
  get foreign(): Writer {
    return this.directory.as(labPerson('ada'));
  }

  follower(settings?: FollowerSettings): Follower {
    return new Follower(this.source, settings);
  }

  /** What the catalog would be if it were made now. */
  async expected(): Promise<CatalogRow[]> {
    const { reader, tree } = this.source;
    const landscape = done(await readLandscape(reader, tree));
    const rows: CatalogRow[] = [];
    for await (const page of allRows({ reader, tree, landscape })) rows.push(...done(page));
    return rows.sort(byId);
  }

  async rows(): Promise<CatalogRow[]> {
    const rows = await this.db.query<CatalogRow>(`
      select entry_id::text as id, kind, dn, dn_key as "dnKey", realm_key as "realmKey", name, uid, mail, sort_surname as "sortSurname",
        sort_name as "sortName", sort_uid as "sortUid", sort_mail as "sortMail", search, disabled, locked, locked_until as "lockedUntil",
        must_change as "mustChange", dynamic, nested, password_expires_at as "passwordExpiresAt", last_sign_in_at as "lastSignInAt",
        created_at as "createdAt", member_count as "memberCount", entry_csn as "entryCsn"
      from catalog_entry`);
    return rows.sort(byId);
  }

  /** Somebody may sign in between the two readings: they are repeated until they agree. */
  async expectEqual(follower: Follower): Promise<void> {
    const read = async () => {
      done(await follower.step());
      return [await this.rows(), await this.expected()] as const;
    };
    let [rows, expected] = await read();
    for (let tries = 0; tries < 40 && !isDeepStrictEqual(rows, expected); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      [rows, expected] = await read();
    }
    expect(rows).toEqual(expected);
  }
}

export function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.what} ${result.failure.why}`, { cause: result.failure.cause });
  return result.value;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('used before beforeAll');
  return value;
}

function byId(a: CatalogRow, b: CatalogRow): number {
  return a.id < b.id ? -1 : 1;
}
