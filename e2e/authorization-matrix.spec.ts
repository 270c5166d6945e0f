import { existsSync, readFileSync } from 'node:fs';
import { ldapSearch, valuesOf } from './arrange/directory.ts';
import { newPerson, type TestPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expect, test } from './test.ts';

/**
 * Every server action of the build, posted by its id to an address where it isn't at home, as people who may do nothing
 * there. Status codes lie; what counts is that the directory is as it was. What each use case allows is tried with
 * well-formed input in lib/web/authorization-matrix.integration.test.ts.
 */
const manifestFile = '.next/server/server-reference-manifest.json';

test.skip(() => !existsSync(manifestFile), 'There is no build to read the actions from.');

for (const who of ['nobody', 'uma', 'otto', 'aud', 'hana'] as const)
  test(`no action does anything for ${who} to somebody of north`, async ({ as, stranger }) => {
    test.setTimeout(180_000);
    const victim = await newPerson();
    const page = who === 'nobody' ? await stranger() : await as(who, { fresh: true });
    await page.goto(who === 'nobody' ? '/sign-in' : '/me');
    const before = await directory();
    for (const [id, name] of actions()) {
      if (ofOneself.test(name)) continue;
      for (const input of await inputs(victim)) {
        const answer = await page.request.post('/me', {
          headers: {
            'next-action': id,
            'content-type': 'text/plain;charset=UTF-8',
            accept: 'text/x-component',
            origin: new URL(page.url()).origin,
          },
          data: JSON.stringify([input]),
          maxRedirects: 0,
        });
        expect(answer.status(), name).toBeLessThan(500);
        expect(await answer.text(), `${name} answers ${who} with something`).not.toMatch(/"ok":true/);
      }
    }
    expect(await directory()).toBe(before);
  });

test('an action posted from a foreign origin is not run', async ({ as }) => {
  const victim = await newPerson();
  const page = await as('ada');
  await page.goto('/me');
  const [lock] = actions().find(([, name]) => name === 'lockUser') as [string, string];
  const answer = await page.request.post('/me', {
    headers: { 'next-action': lock, 'content-type': 'text/plain;charset=UTF-8', origin: 'https://evil.example' },
    data: JSON.stringify([{ id: victim.id }]),
    maxRedirects: 0,
  });
  expect(await answer.text()).not.toMatch(/"ok":true/);
  expect(await valuesOf(`(uid=${victim.uid})`, 'pwdAccountLockedTime')).toEqual([]);
});

/** What anybody does to themselves; lib/services/me has its own tests. */
const ofOneself = /^(signOut|endMy|changeMy|editMe|previewMy|keepColumns)/;

function actions(): [id: string, name: string][] {
  type Manifest = {
    node: Record<string, { exportedName?: string; workers?: Record<string, { exportedName?: string }> }>;
  };
  const { node } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  const named = Object.entries(node).map(([id, action]): [string, string] => [
    id,
    action.exportedName ?? Object.values(action.workers ?? {})[0]?.exportedName ?? id,
  ]);
  expect(named.length).toBeGreaterThan(20);
  return named;
}

/** One input that has what many actions ask for, and three that are malformed. */
async function inputs(victim: TestPerson): Promise<unknown[]> {
  const realm = labFacts().realms.north?.dn;
  const phone = { telephoneNumber: ['+1 555 0100'] };
  const broad = {
    ...{
      id: victim.id,
      uid: 'taken-over',
      confirm: victim.uid,
      realm,
      dn: victim.dn,
      mail: victim.jid,
      sn: 'X',
      name: 'X',
    },
    ...{
      parent: realm,
      domains: ['x.example'],
      before: {},
      after: phone,
      base64: null,
      password: 'taken over by a test',
    },
    ...{
      change: { is: 'remove key', fingerprint: 'x' },
      members: [victim.id],
      occupants: [victim.id],
      description: 'x',
    },
  };
  return [broad, null, { id: { $ne: null } }, [broad]];
}

async function directory(): Promise<string> {
  return ldapSearch('(objectClass=*)', '*', 'pwdAccountLockedTime', 'pwdReset', 'pwdChangedTime');
}
