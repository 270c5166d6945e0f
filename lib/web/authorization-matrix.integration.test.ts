import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Permission } from '../domain/permission.ts';
import { can } from '../policy/can.ts';
import type { Context } from '../services/context.ts';
import { createGroup } from '../services/groups/create-group.ts';
import { createRole } from '../services/roles/create-role.ts';
import { malformed, matrixInputs, type Target } from '../services/testing/matrix-inputs.ts';
import { asAccount, filledCatalog, testPortal } from '../services/testing/portal.ts';
import { arrange, liveContextOf, newPerson, signedIn, value } from '../services/testing/signed-in.ts';
import { isReading, type UseCase } from '../services/use-case.ts';

/**
 * Every use case that there is x every kind of account x what is theirs and what is foreign. A new use case is found by
 * itself, and fails here until the matrix knows what to send it. Which rights each account has is written down again,
 * apart from lib/policy: the two must agree.
 */
const portal = testPortal();
const useCases = await everyUseCase();

const ownRights: Permission[] = ['me.read', 'me.edit', 'me.password', 'me.sessions'];
const rexRights: Permission[] = [
  'users.read',
  'users.create',
  'users.edit',
  'users.rename',
  'users.move',
  'users.lock',
  'users.unlock',
  'users.disable',
  'users.resetPassword',
  'users.delete',
  'users.presence',
  'users.endSessions',
  'users.serverData',
  'groups.read',
  'groups.create',
  'groups.edit',
  'groups.delete',
  'realms.read',
  'realms.create',
  'commands.runOffered',
  'announcements.send',
  'audit.read',
];
const rights: Record<string, { home: 'north' | 'south'; there: Permission[]; everywhere: Permission[] }> = {
  uma: { home: 'north', there: [], everywhere: [] },
  otto: { home: 'south', there: [], everywhere: ['operations.edit', 'operations.read', 'servers.read'] },
  hana: {
    home: 'south',
    there: [
      'users.read',
      'users.unlock',
      'users.resetPassword',
      'users.presence',
      'users.endSessions',
      'commands.runOffered',
      'realms.read',
    ],
    everywhere: [],
  },
  rex: { home: 'north', there: rexRights, everywhere: [] },
  aud: {
    home: 'south',
    there: [],
    everywhere: ['users.read', 'groups.read', 'roles.read', 'realms.read', 'audit.read'],
  },
};

const targets = {} as Record<'north' | 'south', Target>;

beforeAll(async () => {
  targets.north = await newTarget('north');
  targets.south = await newTarget('south');
  await filledCatalog(portal);
});

test('the matrix knows what to send to each use case, and to no other', () => {
  expect([...useCases.keys()].sort()).toEqual(Object.keys(matrixInputs).sort());
});

describe('the policy is asked before anything is done', () => {
  for (const [name, run] of useCases)
    test(`${name} asks for ${run.permission}, and does nothing when that is refused`, async () => {
      const { context, asked } = watched(await asAccount(portal, 'ada'), () => ({
        allowed: false,
        hidden: false,
        reason: 'Not today.',
      }));
      const before = await state();
      const result = await run(context, inputFor(name, 'north'));
      expect(asked).toEqual([run.permission]);
      expect(result).toMatchObject({ ok: false, failure: { kind: 'refused', why: 'Not today.' } });
      expect(await state()).toEqual(before);
    });
});

for (const [uid, { home, there, everywhere }] of Object.entries(rights))
  describe(`${uid} gets no further than their rights`, () => {
    for (const realm of ['north', 'south'] as const)
      for (const [name, run] of useCases) {
        const allowed = [...everywhere, ...ownRights, ...(realm === home ? there : [])].includes(run.permission);
        const sees = everywhere.includes('users.read') || (realm === home && there.includes('users.read'));
        if (allowed && !(isReading(run.permission) && !sees)) continue;
        test(`${name} (${run.permission}) in ${realm}`, async () => {
          const { context } = watched(await asAccount(portal, uid), can);
          const before = await state();
          const result = await run(context, inputFor(name, realm));
          if (result.ok) {
            expect(isReading(run.permission), 'only reading may be answered, with what is theirs').toBe(true);
            expect(await told(result.value)).not.toMatch(tracesOf(targets[realm]));
          } else expect(['refused', 'not-found']).toContain(result.failure.kind);
          expect(await state()).toEqual(before);
        });
      }
  });

describe('what is malformed gets nobody anything', () => {
  for (const [name, run] of useCases)
    test(name, async () => {
      const context = await asAccount(portal, 'uma');
      const before = await state();
      let answered = false;
      for (const input of malformed) {
        const result = await run(context, input);
        answered ||= result.ok;
        if (result.ok)
          expect(ownRights, 'answered only where anything will do, such as for signing out').toContain(run.permission);
        else expect(['invalid', 'refused', 'not-found', 'constraint']).toContain(result.failure.kind);
      }
      if (!answered) expect(await state()).toEqual(before);
    });
});

describe('whoever lost what they had is nobody from then on', () => {
  const losses: Record<string, [attribute: string, values: string[]]> = {
    'is locked': ['pwdAccountLockedTime', ['20261101000000Z']],
    'is disabled': ['pwdAccountLockedTime', ['000001010000Z']],
  };
  for (const [what, [attribute, values]] of Object.entries(losses))
    test(`somebody who ${what} in the middle of a session`, async () => {
      const person = await newPerson(portal, 'loser');
      const { rawId } = await signedIn(portal, person.dn);
      expect(await liveContextOf(portal, rawId)).not.toBeNull();
      await arrange(portal, person.dn, [{ op: 'put', attribute, values }]);
      expect(await liveContextOf(portal, rawId)).toBeNull();
    });

  test('somebody who is demoted in the middle of a session', async () => {
    const person = await newPerson(portal, 'demoted');
    const realm = targets.north.realm.dn;
    const values = [person.dn.toString()];
    await arrange(portal, realm, [{ op: 'add', attribute: 'bwUserManager', values }]);
    const { rawId } = await signedIn(portal, person.dn);
    expect(await liveContextOf(portal, rawId)).not.toBeNull();
    await arrange(portal, realm, [{ op: 'delete', attribute: 'bwUserManager', values }]);
    expect(await liveContextOf(portal, rawId)).toBeNull();
  });
});

async function everyUseCase(): Promise<Map<string, UseCase<unknown>>> {
  const found = new Map<string, UseCase<unknown>>();
  for (const file of globSync('lib/services/**/*.ts').sort()) {
    if (/\.test\.ts$|\/testing\//.test(file)) continue;
    const exported: Record<string, unknown> = await import(pathToFileURL(resolve(file)).href);
    for (const [name, thing] of Object.entries(exported))
      if (typeof thing === 'function' && 'permission' in thing) found.set(name, thing as UseCase<unknown>);
  }
  return found;
}

function inputFor(name: string, realm: 'north' | 'south'): unknown {
  const make = matrixInputs[name];
  if (!make) throw new Error(`the matrix has no input for ${name}`);
  return make(targets[realm]);
}

function watched(context: Context, judge: Context['judge']) {
  const asked: string[] = [];
  const watching: Context['judge'] = (actor, permission, resource) => {
    asked.push(permission);
    return judge(actor, permission, resource);
  };
  return { context: { ...context, judge: watching }, asked };
}

/** Everything that is written down anywhere: the directory's entries and the audit rows of what was done. */
async function state(): Promise<{ directory: string; done: number }> {
  const { ldapiUrl, baseDn } = inject('lab').directory;
  const directory = execFileSync(
    'ldapsearch',
    [
      '-Y',
      'EXTERNAL',
      '-Q',
      '-LLL',
      '-H',
      ldapiUrl as string,
      '-b',
      baseDn,
      '(objectClass=*)',
      '*',
      'pwdAccountLockedTime',
      'pwdReset',
    ],
    { maxBuffer: 64 << 20 },
  );
  const done = await portal.db.prisma.auditRecord.count({ where: { phase: 'succeeded', action: { notIn: readings } } });
  return { directory: directory.toString(), done };
}

const readings = ['audit.export'];

/** An answer as text; an export is read to its end. */
async function told(answer: unknown): Promise<string> {
  if (answer && typeof answer === 'object' && Symbol.asyncIterator in answer) {
    let text = '';
    for await (const piece of answer as AsyncIterable<string>) text += piece;
    return text;
  }
  return JSON.stringify(answer) ?? '';
}

function tracesOf({ person, group, realm, session }: Target): RegExp {
  return new RegExp([person.id, person.uid, group.id, realm.id, session].join('|'));
}

async function newTarget(name: 'north' | 'south'): Promise<Target> {
  const ada = await asAccount(portal, 'ada');
  const person = await newPerson(portal, `target-${name}`, name);
  const realmDn = portal.tree.realmsBase.child('ou', name);
  const realm = await portal.directory.asService().read(realmDn, ['entryUUID']);
  const groupName = `Target of ${person.uid}`;
  const group = value(await createGroup(ada, { realm: realmDn.toString(), name: groupName }));
  const dynamic = { base: realmDn.toString(), filter: `(uid=${person.uid})` };
  const dynamicGroup = value(
    await createGroup(ada, { realm: realmDn.toString(), name: `${groupName}, by filter`, dynamic }),
  );
  const role = value(await createRole(ada, { name: `Role of ${person.uid}` }));
  const { actor } = await signedIn(portal, person.dn);
  const groups = realmDn.below(portal.tree.realmGroupsRdn);
  return {
    person,
    group: { id: group.id, dn: groups.child('cn', groupName), name: groupName },
    dynamicGroup: { id: dynamicGroup.id, dn: groups.child('cn', `${groupName}, by filter`) },
    realm: { id: (realm.ok && realm.value?.id) || '', dn: realmDn, domain: `${name}.example` },
    role: { id: role.id, name: `Role of ${person.uid}` },
    session: actor.sessionId,
  };
}
