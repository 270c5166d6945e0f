import { beforeAll, describe, expect, test } from 'vitest';
import { asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { searchEverything } from './search.ts';

const portal = testPortal();

beforeAll(() => filledCatalog(portal));

async function namesFor(uid: string, text: string, kinds?: string[]) {
  return value(await searchEverything(await asAccount(portal, uid), { text, kinds, limit: 50 }));
}

describe('what a search shows', () => {
  test('a system administrator finds people, roles and realms by the start of a word', async () => {
    const hits = await namesFor('ada', 'um');
    expect(hits.find(({ uid }) => uid === 'uma')).toMatchObject({
      kind: 'person',
      detail: 'uma · north',
      href: expect.stringMatching(/^\/users\/[0-9a-f-]{36}$/),
    });
    expect((await namesFor('ada', 'audi', ['role']))[0]).toMatchObject({ kind: 'role', name: 'Auditor' });
    expect((await namesFor('ada', 'sout', ['realm'])).map(({ kind }) => kind)).toEqual(['realm']);
  });

  test('one letter finds nothing', async () => {
    expect(await namesFor('ada', 'u')).toEqual([]);
  });

  test('three letters are found inside of a word', async () => {
    const hits = await namesFor('ada', 'anda');
    expect(hits.map(({ uid }) => uid)).toContain('wanda');
  });

  test('characters that mean something in a pattern mean themselves', async () => {
    for (const text of ['%%%', '___', '\\\\\\', "');--", '*)(sn=*', '\u0000\u0000'])
      expect(await namesFor('ada', text)).toEqual([]);
    expect((await namesFor('ada', '*)(uid=*')).map(({ uid }) => uid)).toEqual(['filter']);
  });

  test('the kinds that were asked for are all that come', async () => {
    const hits = await namesFor('ada', 'no', ['group', 'realm']);
    expect(new Set(hits.map(({ kind }) => kind))).not.toContain('person');
  });
});

describe('what a search keeps to itself', () => {
  test('the help desk of south finds nobody of north', async () => {
    expect((await namesFor('hana', 'uma')).filter(({ realm }) => realm !== 'south')).toEqual([]);
    const all = await namesFor('hana', 'example');
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.filter(({ kind }) => kind === 'person').map(({ realm }) => realm))).toEqual(new Set(['south']));
  });

  test('a delegated administrator finds their realms and what is below them, and no role', async () => {
    const hits = await namesFor('rex', 'example');
    expect(new Set(hits.filter(({ kind }) => kind === 'person').map(({ realm }) => realm)).has('south')).toBe(false);
    expect(await namesFor('rex', 'audi', ['role'])).toEqual([]);
    expect((await namesFor('rex', 'fiel', ['realm'])).map(({ name }) => name.toLowerCase())).toEqual(['field']);
  });

  test('an ordinary person and an operator find nobody', async () => {
    for (const uid of ['uma', 'otto'])
      for (const text of ['ada', 'north', 'uma', 'audi']) expect(await namesFor(uid, text)).toEqual([]);
  });

  test('a proposal of the catalog that the directory doesn’t show to the person is left out', async () => {
    const uma = await asAccount(portal, 'uma');
    const everywhere = {
      ...uma,
      actor: { ...uma.actor, holdings: [{ kind: 'tier' as const, tier: 'systemAdministrator' as const }] },
    };
    const hits = value(await searchEverything(everywhere, { text: 'example', kinds: ['person'], limit: 50 }));
    expect(hits.filter(({ uid }) => uid !== 'uma')).toEqual([]);
  });

  test('an unknown kind is refused', async () => {
    expect(
      kindOf(
        await searchEverything(withoutPolicy(await asAccount(portal, 'ada')), { text: 'ada', kinds: ['service'] }),
      ),
    ).toBe('invalid');
  });
});
