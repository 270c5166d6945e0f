import { describe, expect, test } from 'vitest';
import { bareOf, parseSessionJid, sessionJidText } from './session-jid.ts';

const read = (text: string) => {
  const parsed = parseSessionJid(text);
  return parsed && sessionJidText(parsed);
};

describe('the JID of a session', () => {
  test('keeps its resource as it is, and compares its account in lower case', () => {
    expect(read('Ada@North.Example/Phone of Ada')).toBe('ada@north.example/Phone of Ada');
    expect(read('ada@north.example/a/b@c')).toBe('ada@north.example/a/b@c');
    expect(parseSessionJid('ada@north.example')).toMatchObject({ resource: null });
    expect(bareOf('Ada@North.example/x@y')).toBe('ada@north.example');
  });

  test.each([
    'north.example',
    'north.example/phone',
    'ada@north.example/',
    'ada@north.example/\u0000',
    'ada@north.example/one\ntwo',
    `ada@north.example/${'x'.repeat(1024)}`,
    '/x',
    '',
    "a'b@north.example/x",
  ])('%j is none', (text) => {
    expect(parseSessionJid(text)).toBeNull();
  });
});
