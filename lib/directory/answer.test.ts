import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAnswer } from './answer.ts';
import { Framing, maxMessageBytes } from './framing.ts';

const done = Buffer.from('300c02010165070a010004000400', 'hex');
const entry = Buffer.from(
  '302f020101642a04197569643d6164612c64633d6578616d706c652c64633d6f7267300d300b0402636e31050403416461',
  'hex',
);

test('a result and an entry are read', () => {
  expect(decodeAnswer(done)).toMatchObject({ is: 'done', id: 1, tag: 0x65, result: { code: 0 } });
  expect(decodeAnswer(entry)).toEqual({
    is: 'entry',
    id: 1,
    entry: { dn: 'uid=ada,dc=example,dc=org', attributes: [['cn', [Buffer.from('Ada')]]] },
  });
});

test.each([
  ['without a result code', '300902010165040400 0400'],
  ['with an empty result code', '300b02010165060a0004000400'],
  ['with a result code of five bytes', '301002010165 0b0a050000000000 04000400'],
  ['with a text that is longer than the message', '300c02010161070a010004000405'],
  ['with a text that is longer than what contains it', '300c02010165070a010004010400'],
  ['with bytes after its end', '300c02010165070a01000400040000'],
  ['of indefinite length', '308002010165070a0100040004000000'],
  ['with a long tag', '300d0201017f65070a010004000400'],
  ['with a negative message ID', '300c0201ff65070a010004000400'],
  ['of a kind that only clients send', '300c02010163070a010004000400'],
  ['that is empty', '3000'],
])('an answer %s is none: above all not a success', (_, hex) => {
  expect(decodeAnswer(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBeNull();
});

test('no bytes make the reader throw or wait', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void decodeAnswer(Buffer.from(bytes))),
    { numRuns: 20_000 },
  );
});

test('lengths may be written in four bytes, and any text is read as it is', () => {
  fc.assert(
    fc.property(fc.nat(122), fc.string({ unit: 'grapheme' }), (code, text) => {
      const body = Buffer.from(text);
      const inner = Buffer.concat([Buffer.from([0x0a, 1, code, 4, 0, 4, 0x84, 0, 0, 0, body.length]), body]);
      const operation = Buffer.concat([Buffer.from([0x69, 0x84, 0, 0, 0, inner.length]), inner]);
      const message = Buffer.concat([Buffer.from([0x30, 0x84, 0, 0, 0, operation.length + 3, 2, 1, 7]), operation]);
      expect(decodeAnswer(message)).toMatchObject({ is: 'done', id: 7, result: { code, diagnostic: text } });
    }),
  );
});

test('however the stream is sliced, the same messages come out, each whole', () => {
  const stream = Buffer.concat(Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? entry : done)));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
      const framing = new Framing();
      const messages: Buffer[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        messages.push(...(framing.push(stream.subarray(at, at + size)) ?? []));
        at += size;
      }
      expect(messages).toHaveLength(30);
      expect(Buffer.concat(messages).equals(stream)).toBe(true);
      expect(framing.isEmpty).toBe(true);
    }),
  );
});

test('ten thousand small messages in one packet are read without nesting', () => {
  const messages = new Framing().push(Buffer.concat(Array.from({ length: 10_000 }, () => done)));
  expect(messages).toHaveLength(10_000);
});

test('a stream that is no LDAP, or announces too much, is given up at once', () => {
  const huge = Buffer.from([0x30, 0x84, 0, 0, 0, 0]);
  huge.writeUInt32BE(maxMessageBytes, 2);
  expect(new Framing().push(huge)).toBeNull();
  expect(new Framing().push(Buffer.from('HTTP/1.1 400 Bad Request'))).toBeNull();
  expect(new Framing().push(Buffer.from([0x30, 0x80]))).toBeNull();
  expect(new Framing().push(Buffer.from([0x30, 0x85]))).toBeNull();
});
