import { existsSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { ldapSearch, valuesOf } from './arrange/directory.ts';
import { newPerson, type TestPerson } from './arrange/person.ts';
import { isOwnDemo, labFacts } from './arrange/under-test.ts';
import { expect, test } from './test.ts';

/**
 * Every server action of the build, posted by its id to an address where it isn't at home, as people who may do nothing
 * there. Status codes lie; what counts is that the directory is as it was. What each use case allows is tried with
 * well-formed input in lib/web/authorization-matrix.integration.test.ts.
 */
const manifestFile = `.next/${isOwnDemo() ? '' : 'dev/'}server/server-reference-manifest.json`;

test.skip(() => !existsSync(manifestFile), 'There is no build to read the actions from.');

for (const who of ['nobody', 'uma', 'otto', 'aud', 'hana'] as const)
  test(`no action does anything for ${who} to somebody of north`, async ({ as, stranger }) => {
    test.setTimeout(180_000);
    const victim = await newPerson();
    const page = who === 'nobody' ? await stranger() : await as(who, { fresh: true });
    await page.goto('/sign-in');
    const before = await directory();
    for (const [id, name] of actions()) {
      if (ofOneself.test(name) || (who === 'otto' && name === ofOperators)) continue;
      for (const input of await inputs(victim)) {
        const { status, said } = await post(page, id, input);
        expect(status, name).toBeLessThan(500);
        expect(said, `${name} answers ${who} with something`).not.toMatch(done);
      }
    }
    expect(await directory()).toBe(before);
  });

test('the same post by ada does what it says, unless it comes from a foreign origin', async ({ as }) => {
  const victim = await newPerson();
  const page = await as('ada');
  await page.goto('/users');
  const locked = () => valuesOf(`(uid=${victim.uid})`, 'pwdAccountLockedTime');
  const foreign = await post(page, actionId('lockUser'), { id: victim.id }, 'https://evil.example');
  expect(foreign.said).not.toMatch(done);
  expect(await locked()).toEqual([]);
  const own = await post(page, actionId('lockUser'), { id: victim.id });
  expect(own.said).toMatch(done);
  expect(await locked()).toHaveLength(1);
});

const done = /"ok":true/;

/** As the browser sends an action, to an address where this one need not be at home. */
async function post(page: Page, id: string, input: unknown, origin = new URL(page.url()).origin) {
  const answer = await page.request.post('/sign-in', {
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component', origin },
    data: JSON.stringify([input]),
    maxRedirects: 0,
  });
  return { status: answer.status(), said: await answer.text() };
}

function actionId(name: string): string {
  const [id] = actions().find((action) => action[1] === name) ?? [];
  if (!id) throw new Error(`The build has no action ${name}.`);
  return id;
}

/** What anybody does to themselves; lib/services/me has its own tests. */
const ofOneself = /^(signOut|endMy|changeMy|editMe|previewMy|keepColumns)/;

/** A board of their own is what operators may make; it touches nobody (lib/services/boards has its tests). */
const ofOperators = 'addBoard';

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
