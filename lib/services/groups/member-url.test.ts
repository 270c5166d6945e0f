import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dn } from '../../domain/dn.ts';
import { memberUrlText, parseMemberUrl } from './member-url.ts';

describe('the URL of a dynamic group', () => {
  test('says the same after it was written and read', () => {
    const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(text, text, (name, filter) => {
        const base = Dn.of('ou=realms,dc=example').child('ou', name);
        const read = parseMemberUrl(memberUrlText({ base, scope: 'sub', filter }));
        expect([read?.base.key, read?.scope, read?.filter]).toEqual([base.key, 'sub', filter]);
      }),
    );
  });

  test('is printable ASCII without a stray question mark', () => {
    const url = memberUrlText({ base: Dn.of('ou=Łódź,dc=example'), scope: 'sub', filter: '(title=100% sure?)' });
    expect(url).toBe('ldap:///ou=%C5%81%C3%B3d%C5%BA,dc=example??sub?(title=100%25%20sure%3F)');
  });

  test('one that leads to another server, or carries extensions, is not read', () => {
    for (const url of [
      'ldap://evil.example/dc=example??sub?(uid=*)',
      'ldap:///dc=example??sub?(uid=*)?bindname=x',
      'ldaps:///dc=example??sub?(uid=*)',
      'ldap:///dc=%ff??sub?(uid=*)',
      'ldap:///not a dn??sub?(a=b)',
    ])
      expect(parseMemberUrl(url)).toBeNull();
  });
});
