import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dn } from './dn.ts';
import { ldifOf } from './ldif.ts';

const dn = Dn.of('uid=ada,ou=people,dc=example');

test('each kind of change is written as ldapmodify reads it', () => {
  expect(ldifOf({ change: 'add', dn, attributes: { objectClass: ['top', 'person'], sn: ['Lovelace'] } })).toBe(
    `dn: ${dn}\nchangetype: add\nobjectClass: top\nobjectClass: person\nsn: Lovelace\n`,
  );
  expect(
    ldifOf({
      change: 'modify',
      dn,
      modifications: [
        { op: 'delete', attribute: 'title', values: ['Old'] },
        { op: 'add', attribute: 'title', values: ['New'] },
        { op: 'delete', attribute: 'mobile' },
        { op: 'put', attribute: 'pwdReset', values: ['TRUE'] },
      ],
    }),
  ).toBe(
    `dn: ${dn}\nchangetype: modify\ndelete: title\ntitle: Old\n-\nadd: title\ntitle: New\n-\ndelete: mobile\n-\nreplace: pwdReset\npwdReset: TRUE\n-\n`,
  );
  expect(
    ldifOf({ change: 'rename', dn, newRdn: { attribute: 'uid', value: 'a,b' }, newParent: Dn.of('dc=example') }),
  ).toBe(`dn: ${dn}\nchangetype: modrdn\nnewrdn: uid=a\\,b\ndeleteoldrdn: 1\nnewsuperior: dc=example\n`);
  expect(ldifOf({ change: 'delete', dn })).toBe(`dn: ${dn}\nchangetype: delete\n`);
});

test.each([
  ['plain', 'title: plain'],
  ['a:b<c ', 'title:: YTpiPGMg'],
  [' leading', 'title:: IGxlYWRpbmc='],
  [':colon', 'title:: OmNvbG9u'],
  ['<file', 'title:: PGZpbGU='],
  ['two\nlines', 'title:: dHdvCmxpbmVz'],
  ['\0', 'title:: AA=='],
  ['Anaïs', 'title:: QW5hw69z'],
  ['', 'title:'],
])('the value %j is written as %s', (value, expected) => {
  expect(ldifOf({ change: 'add', dn, attributes: { title: [value] } }).split('\n')[2]).toBe(expected);
});

test('no line is longer than 76 characters, and joined again they are what was written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 300 }), (bytes, text) => {
      const ldif = ldifOf({ change: 'add', dn, attributes: { jpegPhoto: [bytes], description: [text] } });
      expect(ldif.split('\n').every((line) => line.length <= 76)).toBe(true);
      const [, , photo = '', description = ''] = ldif.replace(/\n /g, '').split('\n');
      expect(Buffer.from(photo.replace('jpegPhoto:', '').replace(/^: /, ''), 'base64')).toEqual(Buffer.from(bytes));
      const [, form, value = ''] = /^description:(:?) ?(.*)$/.exec(description) ?? [];
      expect(form === ':' ? Buffer.from(value, 'base64').toString() : value).toBe(Buffer.from(text).toString());
    }),
  );
});

test('no value brings a line of its own into the record', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'\r\n -:<#adn') }), (text) => {
      const ldif = ldifOf({ change: 'modify', dn, modifications: [{ op: 'add', attribute: 'title', values: [text] }] });
      expect(ldif.replace(/\n /g, '').split('\n')).toHaveLength(6);
      expect(ldif).not.toContain('\r');
    }),
  );
});

test('a password is shown only to whom asks for it', () => {
  const change = { change: 'add', dn, attributes: { userPassword: ['secret'], sn: ['x'] } } as const;
  expect(ldifOf(change)).toBe(`dn: ${dn}\nchangetype: add\n# userPassword: not shown\nsn: x\n`);
  expect(ldifOf(change, { withPasswords: true })).toContain('userPassword: secret\n');
});
