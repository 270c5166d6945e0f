import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newPerson } from '../directory/test-settings.ts';
import { Dn } from '../domain/dn.ts';
import { CatalogUnderTest, done } from './catalog-under-test.ts';
import { type CatalogFilter, type CatalogList, countByRealm, listCatalog, listIds, searchCatalog } from './query.ts';
import { realmsWithin } from './realms.ts';
import type { CatalogRow } from './row.ts';

const catalog = new CatalogUnderTest();
const realm = (name: string) => Dn.of(inject('lab').realms[name]?.dn ?? '');
const person = (uid: string) => realm('south').child('ou', 'people').child('uid', uid);
const awkward = `100% an_under\\back 'quote" $1`;
const kinds = ['person', 'group', 'role', 'realm'] as const;
let rows: CatalogRow[];

beforeAll(async () => {
  done(
    await catalog.foreign.add(person('awkward'), {
      ...newPerson('awkward'),
      displayName: [awkward],
      cn: [awkward],
      sn: ['100%'],
    }),
  );
  done(await catalog.follower().step());
  rows = await catalog.rows();
});
afterAll(async () => void (await catalog.foreign.delete(person('awkward'))));

async function every(list: Partial<CatalogList>): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await listCatalog(catalog.db, {
      kind: 'person',
      within: null,
      sort: 'surname',
      pageSize: 37,
      ...list,
      page,
    });
    if (answer.ids.length === 0) return ids;
    ids.push(...answer.ids);
    expect(answer.total).toBeGreaterThanOrEqual(ids.length);
  }
}

const idsWhere = (matches: (row: CatalogRow) => boolean) =>
  rows
    .filter((row) => row.kind === 'person' && matches(row))
    .map((row) => row.id)
    .sort();
const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

test.each(['surname', 'name', 'uid', 'mail'] as const)(
  'the pages by %s together are everybody once, in order, and backwards',
  async (sort) => {
    const key = ({ sortSurname, sortName, sortUid, sortMail }: CatalogRow) =>
      ({ surname: sortSurname, name: sortName, uid: sortUid, mail: sortMail })[sort];
    const keys = new Map(rows.map((row) => [row.id, key(row)]));
    const forward = await every({ sort });
    expect([...forward].sort()).toEqual(idsWhere(() => true));
    const shown = forward.map((id) => keys.get(id) ?? '');
    expect(shown).toEqual([...shown].sort(bytes));
    expect(await every({ sort, descending: true })).toEqual(forward.reverse());
  },
);

test('the latest sign-in comes first, and who never signed in comes last', async () => {
  const times = new Map(rows.map((row) => [row.id, row.lastSignInAt?.getTime() ?? null]));
  for (const descending of [false, true]) {
    const shown = (await every({ sort: 'lastSignIn', descending })).map((id) => times.get(id) ?? null);
    const known = shown.filter((time) => time !== null);
    expect(shown).toEqual([
      ...[...known].sort((a, b) => (descending ? b - a : a - b)),
      ...shown.filter((time) => time === null),
    ]);
  }
});

test('each filter, and its opposite, finds exactly those it names', async () => {
  const now = Date.now();
  const flags: Record<string, (row: CatalogRow) => boolean> = {
    locked: (row) => row.locked && (!row.lockedUntil || row.lockedUntil.getTime() > now),
    disabled: (row) => row.disabled,
    mustChange: (row) => row.mustChange,
    expired: (row) => row.passwordExpiresAt !== null && row.passwordExpiresAt.getTime() <= now,
    neverSignedIn: (row) => row.lastSignInAt === null,
  };
  for (const [flag, holds] of Object.entries(flags)) {
    expect(idsWhere(holds).length, flag).toBeGreaterThan(0);
    expect((await every({ [flag]: true })).sort(), flag).toEqual(idsWhere(holds));
    expect((await every({ [flag]: false })).sort(), `not ${flag}`).toEqual(idsWhere((row) => !holds(row)));
  }
});

test('a lock whose time is over is none', async () => {
  const lars = rows.find((row) => row.uid === 'lars')?.id ?? '';
  await catalog.db.query(`update catalog_entry set locked_until = now() - interval '1 second' where entry_id = $1`, [
    lars,
  ]);
  expect(await every({ locked: true })).not.toContain(lars);
  await catalog.db.query(`update catalog_entry set locked_until = now() + interval '1 hour' where entry_id = $1`, [
    lars,
  ]);
  expect(await every({ locked: true })).toContain(lars);
  await catalog.db.query('update catalog_entry set locked_until = null where entry_id = $1', [lars]);
});

test('somebody sees the realms given, with what is below them, and nothing else', async () => {
  const [north, south, field] = [realm('north').key, realm('south').key, realm('field').key];
  expect(await every({ within: [] })).toEqual([]);
  expect((await every({ within: [north] })).sort()).toEqual(
    idsWhere((row) => row.realmKey === north || row.realmKey === field),
  );
  expect((await every({ within: [field, south] })).sort()).toEqual(
    idsWhere((row) => row.realmKey === field || row.realmKey === south),
  );
  expect((await every({ within: [north], scope: field })).sort()).toEqual(idsWhere((row) => row.realmKey === field));
  expect(await every({ within: [north], scope: south })).toEqual([]);
  expect((await every({ within: [field], scope: north })).sort()).toEqual(idsWhere((row) => row.realmKey === field));
  expect(await every({ within: ["' or true --", '%', '_%'] })).toEqual([]);
  expect((await realmsWithin(catalog.db, [north])).map((each) => each.name)).toEqual(['field', 'north']);
});

test('a realm whose name ends like another one is not below it', async () => {
  expect(await every({ within: [realm('north').key.slice(1)] })).toEqual([]);
});

test('text is found at the start of words from two letters, anywhere from three, whatever the accents', async () => {
  const names = async (text: string) =>
    (await searchCatalog(catalog.db, text, { kinds: ['person'], within: null, limit: 200 })).map((hit) => hit.uid);
  expect(await names('Lo Ad')).toEqual(['ada']);
  expect(await names('ov')).not.toContain('ada');
  expect(await names('ovel')).toContain('ada');
  expect(await names('sorensen')).toContain('mina');
  expect(await names('SØRENSEN')).toContain('mina');
  expect(await names('a')).toEqual([]);
  expect(await names('')).toEqual([]);
});

test('hits at the start of a word come before hits inside of one', async () => {
  const hits = await searchCatalog(catalog.db, 'ada', { kinds, within: null, limit: 200 });
  const starts = hits.map((hit) => ` ${hit.name} ${hit.uid} ${hit.mail}`.toLowerCase().includes(' ada'));
  expect(starts[0]).toBe(true);
  expect(starts).toEqual([...starts].sort((a, b) => Number(b) - Number(a)));
});

test('what means something to LIKE or to SQL is only text', async () => {
  const find = async (text: string) =>
    (await searchCatalog(catalog.db, text, { kinds, within: null, limit: 200 })).map((hit) => hit.uid);
  for (const text of ['100%', 'n_under\\ba', 'quote"', 'n_und', '00%', 'under\\', '$1 100%'])
    expect(await find(text), text).toEqual(['awkward']);
  for (const text of [
    '%%%',
    '___',
    '1_0',
    'a__under',
    '\\\\\\',
    "' or 1=1 --",
    "'; drop table catalog_entry; --",
    '$2 $3',
    'a\u0000%b',
    '\ud800\ud800',
    '%'.repeat(5000),
  ])
    expect(await find(text), text).toEqual([]);
  expect((await catalog.rows()).length).toBe(rows.length);
});

test('a strange page or size is brought within bounds', async () => {
  const list = (page: number, pageSize: number) =>
    listCatalog(catalog.db, { kind: 'person', within: null, sort: 'uid', page, pageSize });
  expect((await list(1, 100_000)).ids).toHaveLength(200);
  expect((await list(-5, 10)).ids).toEqual((await list(1, 10)).ids);
  expect((await list(1, 0)).ids).toHaveLength(1);
  expect((await list(Number.MAX_SAFE_INTEGER, 200)).ids).toEqual([]);
  expect((await list(1.7, 10.9)).ids).toEqual((await list(1, 10)).ids);
  expect((await list(Number.NaN, Number.NaN)).ids).toHaveLength(1);
  expect((await list(1, Number.POSITIVE_INFINITY)).ids).toHaveLength(200);
});

test('all that match can be chosen at once', async () => {
  const filter: CatalogFilter = { kind: 'person', within: [realm('south').key], text: 'an' };
  const { ids, more } = await listIds(catalog.db, filter);
  expect(ids).toEqual(await every(filter));
  expect(more).toBe(false);
});

test('each realm is counted by what lies in it', async () => {
  const counts = await countByRealm(catalog.db, [realm('north').key]);
  expect([...counts.keys()].sort()).toEqual([realm('field').key, realm('north').key]);
  for (const [key, count] of counts)
    expect(count.person).toBe(rows.filter((row) => row.kind === 'person' && row.realmKey === key).length);
});

test('a list says how old it is', async () => {
  const { age } = await listCatalog(catalog.db, { kind: 'person', within: null, sort: 'uid', page: 1, pageSize: 1 });
  expect(age).toMatchObject({
    state: 'following',
    error: null,
    lastPollAt: expect.any(Date),
    filledAt: expect.any(Date),
    lagMs: expect.any(Number),
  });
});
