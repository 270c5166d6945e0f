import { expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import type { Grant } from '../domain/permission.ts';
import type { Holding } from './actor.ts';
import { isOfferedTo, offerAudiences } from './offered.ts';
import { grantPermissions } from './table.ts';

const realms = Dn.of('ou=realms,dc=test');
const north = realms.child('ou', 'north');
const field = north.child('ou', 'field');
const south = realms.child('ou', 'south');
const holder = (grant: Grant, realm: Dn): { holdings: Holding[] } => ({ holdings: [{ kind: 'grant', grant, realm }] });

test('the grants that an offer can name are those that may run offered commands', () => {
  const carrying = Object.entries(grantPermissions).filter(([, carried]) =>
    (carried as readonly string[]).includes('commands.runOffered'),
  );
  expect(carrying.map(([grant]) => grant).sort()).toEqual([...offerAudiences].sort());
});

test('a command is offered to a grant that is named, over the realm or above it', () => {
  const scope = { realm: field, audience: ['resetPasswords'] as const };
  expect(isOfferedTo(holder('resetPasswords', field), scope)).toBe(true);
  expect(isOfferedTo(holder('resetPasswords', north), scope)).toBe(true);
});

test('it is not offered to another grant, below the realm, or elsewhere', () => {
  const scope = { realm: north, audience: ['resetPasswords'] as const };
  expect(isOfferedTo(holder('manageUsers', north), scope)).toBe(false);
  expect(isOfferedTo(holder('resetPasswords', field), scope)).toBe(false);
  expect(isOfferedTo(holder('resetPasswords', south), scope)).toBe(false);
});

test('operators and auditors are offered nothing, a system administrator can try everything', () => {
  const scope = { realm: north, audience: offerAudiences };
  for (const tier of ['operator', 'auditor'] as const)
    expect(isOfferedTo({ holdings: [{ kind: 'tier', tier }] }, scope)).toBe(false);
  expect(isOfferedTo({ holdings: [{ kind: 'tier', tier: 'systemAdministrator' }] }, scope)).toBe(true);
});
