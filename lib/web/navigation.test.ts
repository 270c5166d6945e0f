import { describe, expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import type { Actor, Holding } from '../policy/actor.ts';
import { navigationFor } from './navigation.ts';

const north = Dn.of('ou=north,ou=realms,dc=test');
const actor = (...holdings: Holding[]): Actor => ({
  ...{ id: 'x', dn: north.child('uid', 'x'), uid: 'x', name: 'x', jid: 'x@north.example', realm: north },
  ...{ sessionId: 's', address: 'a', holdings },
});
const labels = (...parameters: Parameters<typeof navigationFor>) =>
  navigationFor(...parameters).map(({ label }) => label);

describe('Commands in the navigation', () => {
  const helpDesk = actor({ kind: 'grant', grant: 'resetPasswords', realm: north });

  test('are there for a delegate when something is offered, and not otherwise', () => {
    expect(labels(helpDesk)).not.toContain('Commands');
    expect(labels(helpDesk, { offered: true })).toContain('Commands');
  });

  test('are there for a system administrator always; an offer opens no other place', () => {
    expect(labels(actor({ kind: 'tier', tier: 'systemAdministrator' }))).toContain('Commands');
    expect(labels(helpDesk, { offered: true })).not.toContain('Servers');
  });
});
