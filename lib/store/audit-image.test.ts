import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from './audit-chain.ts';
import { imageOf } from './audit-image.ts';

test('hides what is named like a secret, however deep', () => {
  expect(
    imageOf({ userPassword: 'x', a: [{ 'userPassword;x-old': ['y'] }], pwdHistory: [1], pwdChangedTime: '2026' }),
  ).toEqual({
    userPassword: '(hidden)',
    a: [{ 'userPassword;x-old': '(hidden)' }],
    pwdHistory: '(hidden)',
    pwdChangedTime: '2026',
  });
});

test('cuts long texts, long lists and deep nesting, and says so', () => {
  expect(imageOf('x'.repeat(9_000))).toMatch(/^x+… \(9000 characters\)$/);
  expect(imageOf(Array(2_001).fill(0))).toHaveLength(2_001);
  expect((imageOf(Array(2_001).fill(0)) as unknown[]).at(-1)).toBe('(2001 in all)');
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(JSON.stringify(imageOf(loop))).toContain('(more)');
});

test('leaves nothing that jsonb refuses, and comes back from JSON as it went, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.anything({ withDate: true, withTypedArray: true, withBigInt: true, withNullPrototype: true }),
      (value) => {
        const image = imageOf(value);
        const text = JSON.stringify(image);
        expect(text).not.toContain('\\u0000');
        expect(text.isWellFormed()).toBe(true);
        expect(hashOf({ before: JSON.parse(text) } as never)).toBe(hashOf({ before: image } as never));
      },
    ),
  );
});
