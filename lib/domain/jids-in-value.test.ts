import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jidsIn, localsIn, seenText } from './jids-in-value.ts';

const found = (value: string) => [...new Set(jidsIn(value).all.map(seenText))];

describe('a JID is seen however it is spelled', () => {
  test.each([
    ['plainly', 'hana@south.example'],
    ['in upper case', 'HANA@South.EXAMPLE'],
    ['with a resource', 'hana@south.example/phone'],
    ['with spaces around it', ' \t hana@south.example \n'],
    ['with spaces that are wide or do not break', '\u00a0\u3000hana@south.example\u2003'],
    ['with invisible characters in it', 'ha\u200bna@so\u00aduth.exam\u2060ple'],
    ['with what nodeprep maps to nothing', 'ha\u034fna@south\ufe0f.example'],
    ['in full-width letters', 'ｈａｎａ@south.example'],
    ['with a full-width @', 'hana＠south.example'],
    ['with other full stops', 'hana@south。example'],
    ['with a full-width full stop', 'hana@south．example'],
    ['in mathematical letters', '𝐡𝐚𝐧𝐚@𝐬𝐨𝐮𝐭𝐡.example'],
    ['with a dot at the end', 'hana@south.example.'],
    ['within a sentence', 'Write to hana@south.example, or call.'],
    ['in angle brackets', 'Hana <hana@south.example>'],
    ['as an address of the web', 'xmpp:hana@south.example?message'],
    ['among separators', 'a;hana@south.example|b'],
    ['within a line of several', 'uma@north.example,hana@south.example'],
  ])('%s', (_, value) => expect(found(value)).toContain('hana@south.example'));

  test('in the resource of another', () => {
    expect(found('uma@north.example/x, hana@south.example')).toEqual(['uma@north.example', 'hana@south.example']);
  });

  test('with two @, as either could be meant', () => {
    expect(found('uma@north.example@south.example')).toEqual(
      expect.arrayContaining(['uma@north.example', 'north.example@south.example']),
    );
  });

  test('as a bare domain, alone or among others', () => {
    expect(found('South.example')).toEqual(['south.example']);
    expect(found('north.example, south.example')).toEqual(['north.example', 'south.example']);
    expect(found('The server south.example goes down')).toEqual([]);
  });

  test('with an international domain, in letters or in ASCII', () => {
    expect(found('eva@MÜNCHEN.example')).toEqual(['eva@xn--mnchen-3ya.example']);
    expect(found('eva@xn--mnchen-3ya.example')).toEqual(['eva@xn--mnchen-3ya.example']);
  });

  test('with ß, as either of the two that servers make of it', () => {
    expect(found('eva@maße.example')).toEqual(['eva@xn--mae-6ka.example', 'eva@masse.example']);
    expect(jidsIn('eva@maße.example').one).toBeNull();
  });
});

describe('a JID is plain only when every server reads it as it is written', () => {
  test.each(['hana@south.example', 'HANA@South.example/Phone', ' south.example ', 'eva@münchen.example'])(
    '%j is',
    (value) => expect(jidsIn(value).one?.plain).toBe(true),
  );

  test.each([
    'ｈana@south.example',
    'ha\u200bna@south.example',
    'hana@south。example',
    'hana@south.example.',
    'zoë@south.example',
    'ada\\40north.example@south.example',
    '*@south.example',
    'ad?@south.example',
    '[a]da@south.example',
  ])('%j is not', (value) => expect(jidsIn(value).all.every(({ plain }) => !plain)).toBe(true));
});

test.each(['', 'Hello, all of you', '1', 'true', 'http://jabber.org/protocol/admin', '2026-11-21T12:00:00Z', '50 %'])(
  '%j names nobody with an @',
  (value) => expect(jidsIn(value).all.filter(({ local }) => local !== null)).toEqual([]),
);

test('nothing that is typed throws, and what has @south.example in it is always seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z]{1,8}$/), (before, local) => {
      expect(found(`${before} ${local}@south.example`).some((jid) => jid.endsWith('south.example'))).toBe(true);
    }),
  );
});

describe('the local part of a JID is seen', () => {
  test.each([
    ['as one word', 'Ada', ['ada']],
    ['in full-width letters', 'ａｄａ', ['ada']],
    ['with an invisible character', 'a\u200bda', ['ada']],
    ['in a list', 'uma, ada;rex', ['uma', 'ada', 'rex']],
    ['before a colon', 'ada:north.example', ['ada', 'north.example']],
    ['with ß, as either of the two', 'weiß', ['weiß', 'weiss']],
    ['not in a sentence', 'Ada is away', []],
    ['not in a JID, which is seen as a whole', 'ada@north.example', []],
    ['not in nothing', ' , ', []],
  ])('%s', (_, value, locals) => expect(localsIn(value)).toEqual(locals));
});
