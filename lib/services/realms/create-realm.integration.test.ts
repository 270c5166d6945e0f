import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Dn } from '../../domain/dn.ts';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { checkDomain } from './check-domain.ts';
import { createRealm } from './create-realm.ts';
import { clearBelow, madeRealm, realmEntry } from './test-realm.ts';

const portal = testPortal();
let ada: Context;
let rex: Context;
let north: Awaited<ReturnType<typeof realmEntry>>;
let south: Awaited<ReturnType<typeof realmEntry>>;

beforeAll(async () => {
  await filledCatalog(portal);
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  [north, south] = [await realmEntry(portal, 'north'), await realmEntry(portal, 'south')];
});

afterEach(async () => {
  const { realmsBase, realmRdn } = portal.tree;
  for (const parent of [realmsBase, north.dn, south.dn]) {
    for (const name of ['east', 'wild, "east"', 'trial']) await clearBelow(ada, parent.child(realmRdn, name));
  }
  await filledCatalog(portal);
});

const failureOf = (result: { ok: boolean; failure?: unknown }) =>
  result.ok ? null : (result.failure as { kind: string; why: string; field?: string });
const exists = async (dn: Dn) => {
  const read = await portal.directory.asService().read(dn, ['entryUUID']);
  return read.ok && read.value !== null;
};

describe('Creating a realm', () => {
  test('gives a delegate a sub-realm with its containers, and one audit row', async () => {
    const from = new Date();
    const made = await createRealm(rex, {
      parent: north.dn.toString(),
      name: 'east',
      domains: ['East.North.Example'],
      description: 'Eastern offices',
    });
    expect(failureOf(made)).toBeNull();
    const dn = north.dn.child('ou', 'east');
    const read = await portal.directory.asService().read(dn, ['associatedDomain', 'description', 'objectClass']);
    expect(read.ok && read.value?.all('associatedDomain')).toEqual(['east.north.example']);
    expect(await exists(dn.below(portal.tree.peopleRdn))).toBe(true);
    expect(await exists(dn.below(portal.tree.realmGroupsRdn))).toBe(true);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: [dn.key], action: 'realms.create', from },
      { offset: 0, limit: 10 },
    );
    expect(rows.map(({ actorName, outcome }) => [actorName, outcome])).toEqual([[rex.actor.name, 'succeeded']]);
  });

  test('lets a system administrator make one at the top, with any free domain and a maximum', async () => {
    const made = await createRealm(ada, { name: 'trial', domains: ['trial.example.org'], maximumUsers: 20 });
    expect(failureOf(made)).toBeNull();
  });

  test('is not for a delegate at the top, and a foreign realm looks like a missing one', async () => {
    expect(failureOf(await createRealm(rex, { name: 'trial', domains: ['x.north.example'] }))?.kind).toBe('not-found');
    const foreign = failureOf(
      await createRealm(rex, { parent: south.dn.toString(), name: 'trial', domains: ['x.north.example'] }),
    );
    const missing = failureOf(
      await createRealm(rex, {
        parent: south.dn.child('ou', 'nowhere').toString(),
        name: 'trial',
        domains: ['x.north.example'],
      }),
    );
    expect(foreign?.why).toBe(missing?.why);
  });

  test.each(['hana', 'otto', 'aud', 'uma', 'fay', 'nora'])('is refused to %s', async (uid) => {
    const result = failureOf(
      await createRealm(await asAccount(portal, uid), {
        parent: north.dn.toString(),
        name: 'trial',
        domains: ['trial.north.example'],
      }),
    );
    expect(['refused', 'not-found']).toContain(result?.kind);
    expect(await exists(north.dn.child('ou', 'trial'))).toBe(false);
  });

  test.each([
    ['rex', 'south'],
    ['hana', 'south'],
    ['fay', 'north'],
    ['nora', 'north'],
    ['uma', 'north'],
    ['aud', 'north'],
    ['otto', 'south'],
  ] as const)(
    'is refused to %s in %s by the directory itself when the portal’s own check is removed',
    async (uid, realm) => {
      const context = withoutPolicy(await asAccount(portal, uid));
      const parent = realm === 'south' ? south.dn : north.dn;
      const input = { parent: parent.toString(), name: 'trial', domains: [`trial.${realm}.example`] };
      expect(['refused', 'not-found']).toContain(failureOf(await createRealm(context, input))?.kind);
      expect(await exists(parent.child('ou', 'trial'))).toBe(false);
    },
  );

  test('is refused at the top to a delegate by the directory itself', async () => {
    const direct = await portal.directory.as(rex.actor.dn).add(portal.tree.realmsBase.child('ou', 'trial'), {
      objectClass: ['organizationalUnit', 'bwRealm'],
      ou: ['trial'],
      associatedDomain: ['trial.example.com'],
    });
    expect(failureOf(direct)?.kind).toBe('refused');
  });

  test('gives a domain that two ask for at once to one of them', async () => {
    const asked = ['east', 'trial'].map((name) =>
      createRealm(rex, { parent: north.dn.toString(), name, domains: ['both.north.example'] }),
    );
    const results = await Promise.all(asked);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.map(failureOf).find((failure) => failure !== null)).toMatchObject({
      kind: 'taken',
      why: expect.stringContaining('both.north.example'),
    });
  });

  test('lets a delegate claim neither a foreign domain, nor a sibling’s, nor one below another realm’s', async () => {
    await madeRealm(ada, { parent: north.dn, name: 'east', domains: ['east.north.example'] });
    for (const domain of [
      'south.example',
      'x.south.example',
      'free.example.org',
      'north.example',
      'field.example',
      'x.field.example',
      'x.east.north.example',
      'evilnorth.example',
      'example',
    ]) {
      const result = await createRealm(rex, { parent: north.dn.toString(), name: 'trial', domains: [domain] });
      expect({ domain, ok: result.ok }).toEqual({ domain, ok: false });
    }
  });

  test('keeps each domain in one realm and names the one that is taken, whatever its case', async () => {
    const result = failureOf(
      await createRealm(ada, { name: 'trial', domains: ['trial.example.org', 'South.EXAMPLE'] }),
    );
    expect(result).toMatchObject({ kind: 'taken', why: expect.stringContaining('south.example'), field: 'domains' });
    expect(failureOf(await checkDomain(ada, { domain: 'south.example' }))?.kind).toBe('taken');
    expect((await checkDomain(rex, { parent: north.dn.toString(), domain: 'new.north.example' })).ok).toBe(true);
  });

  test('does not let a delegate set a maximum, in the portal or in the directory', async () => {
    expect(
      failureOf(
        await createRealm(rex, {
          parent: north.dn.toString(),
          name: 'trial',
          domains: ['trial.north.example'],
          maximumUsers: 5,
        }),
      )?.kind,
    ).toBe('refused');
    const direct = await portal.directory.as(rex.actor.dn).add(north.dn.child('ou', 'trial'), {
      objectClass: ['organizationalUnit', 'bwRealm'],
      ou: ['trial'],
      bwMaximumUsers: ['5'],
    });
    expect(failureOf(direct)?.kind).toBe('refused');
  });

  test('lets nobody bring a grant along with a new realm', async () => {
    const direct = await portal.directory.as(rex.actor.dn).add(north.dn.child('ou', 'trial'), {
      objectClass: ['organizationalUnit', 'bwRealm'],
      ou: ['trial'],
      bwUserManager: [rex.actor.dn.toString()],
    });
    expect(failureOf(direct)?.kind).toBe('refused');
  });

  test('takes away what was made when a part can’t be', async () => {
    const dn = north.dn.child('ou', 'trial');
    const as = portal.directory.as.bind(portal.directory);
    const directory = {
      ...portal.directory,
      asService: () => portal.directory.asService(),
      as: (person: Parameters<typeof as>[0]) => {
        const writer = as(person);
        // The real directory can't be made to refuse the second container alone.
        const add: typeof writer.add = (entry, attributes) =>
          entry.name === 'groups'
            ? writer.add(entry.child('ou', 'nowhere'), attributes)
            : writer.add(entry, attributes);
        return { ...writer, add };
      },
    };
    const result = await createRealm(
      { ...rex, directory },
      { parent: north.dn.toString(), name: 'trial', domains: ['trial.north.example'] },
    );
    expect(result.ok).toBe(false);
    expect(await exists(dn)).toBe(false);
  });

  test('takes awkward names as they are and refuses what can be none', async () => {
    expect(
      failureOf(
        await createRealm(rex, { parent: north.dn.toString(), name: 'wild, "east"', domains: ['wild.north.example'] }),
      ),
    ).toBeNull();
    expect(await exists(north.dn.child('ou', 'wild, "east"').below(portal.tree.peopleRdn))).toBe(true);
    for (const name of ['', ' ', 'people', 'Groups', 'a\u0000b', 'x'.repeat(65)])
      expect((await createRealm(ada, { name, domains: ['trial.example.org'] })).ok).toBe(false);
    for (const domain of [
      '',
      'a b',
      '*',
      'x)(objectClass=*',
      '-x.example',
      `${'a'.repeat(64)}.example`,
      'ünï.example',
      'a..b',
    ])
      expect({ domain, ok: (await createRealm(ada, { name: 'trial', domains: [domain] })).ok }).toEqual({
        domain,
        ok: false,
      });
    for (const parent of ['*', 'ou=north', `ou=people,${north.dn}`, portal.tree.rolesBase.toString(), '\\'])
      expect((await createRealm(ada, { parent, name: 'trial', domains: ['trial.example.org'] })).ok).toBe(false);
  });
});
