import { join, type Sql, sql } from './database.ts';
import { foldedWords } from './fold.ts';
import type { EntryKind } from './row.ts';

export type Flags = {
  locked?: boolean;
  disabled?: boolean;
  expired?: boolean;
  mustChange?: boolean;
  neverSignedIn?: boolean;
};

/** [true, false]; written so that the indexes on the few can be used. */
const flagConditions = {
  locked: [
    sql`locked and (locked_until is null or locked_until > now())`,
    sql`not (locked and (locked_until is null or locked_until > now()))`,
  ],
  disabled: [sql`disabled`, sql`not disabled`],
  expired: [sql`password_expires_at <= now()`, sql`(password_expires_at is null or password_expires_at > now())`],
  mustChange: [sql`must_change`, sql`not must_change`],
  neverSignedIn: [sql`last_sign_in_at is null`, sql`last_sign_in_at is not null`],
} as const satisfies Record<keyof Flags, readonly [Sql, Sql]>;

/** All of them hold. `realmKeys` null: everywhere. */
export function whereAll(
  kinds: readonly EntryKind[],
  realmKeys: readonly string[] | null,
  more: readonly Sql[] = [],
): Sql {
  const kind = kinds.length === 1 ? sql`kind = ${kinds[0]}` : sql`kind = any(${[...kinds]}::text[])`;
  const place = realmKeys === null ? [] : [sql`realm_key = any(${[...realmKeys]}::text[])`];
  return join([kind, ...place, ...more], ' and ');
}

export function flagsHold(flags: Flags): Sql[] {
  return (Object.keys(flagConditions) as (keyof Flags)[])
    .filter((flag) => flags[flag] !== undefined)
    .map((flag) => flagConditions[flag][flags[flag] ? 0 : 1]);
}

/** What a person typed, as folded words; at most eight of them, each at most 64 characters. */
export function typedWords(text: string): string[] {
  return foldedWords(text.slice(0, 600))
    .slice(0, 8)
    .map((word) => [...word].slice(0, 64).join(''));
}

/** Every word starts a word of the entry. */
export function wordsStart(words: readonly string[]): Sql[] {
  return words.map((word) => sql`search like ${`% ${literal(word)}%`}`);
}

/** Words of three letters and more anywhere; shorter ones, which no index finds inside of words, at the start of one. */
export function wordsOccur(words: readonly string[]): Sql[] {
  return words.map((word) =>
    [...word].length >= 3 ? sql`search like ${`%${literal(word)}%`}` : sql`search like ${`% ${literal(word)}%`}`,
  );
}

/** For LIKE, in which these three stand for something else. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
