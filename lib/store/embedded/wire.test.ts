import { describe, expect, test } from 'vitest';
import {
  closeStatement,
  MessageReader,
  parseFirstMessage,
  preparedName,
  readyState,
  WireError,
  withOwnNames,
} from './wire.ts';

function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body, 'latin1')]);
}

function readerOf(...chunks: Buffer[]): MessageReader {
  const reader = new MessageReader();
  reader.started();
  for (const chunk of chunks) reader.push(chunk);
  return reader;
}

describe('messages', () => {
  test('are put together, however they were cut', () => {
    const bytes = Buffer.concat([message('Q', 'one\0'), message('S', ''), message('Q', 'two\0')]);
    const reader = readerOf();
    const found: string[] = [];
    for (const byte of bytes) {
      reader.push(Buffer.from([byte]));
      for (let next = reader.next(); next; next = reader.next()) found.push(`${next.type}${next.bytes.length}`);
    }
    expect(found).toEqual(['Q9', 'S5', 'Q9']);
  });

  test('of an impossible length are refused before they are waited for', () => {
    expect(() => readerOf(Buffer.from([0x51, 0, 0, 0, 3])).next()).toThrow(WireError);
    expect(() => readerOf(Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff])).next()).toThrow(WireError);
    const first = new MessageReader();
    first.push(Buffer.from('GET / HTTP/1.1\r\n'));
    expect(() => first.next()).toThrow(WireError);
  });

  test('of another protocol than 3.0 are refused', () => {
    expect(() => parseFirstMessage(Buffer.from([0, 0, 0, 8, 0, 2, 0, 0]))).toThrow(WireError);
    expect(parseFirstMessage(Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]))).toEqual({ kind: 'encrypt' });
  });
});

describe('names of prepared statements', () => {
  const named = (type: string, body: string) => {
    const bytes = withOwnNames({ type, bytes: message(type, body) }, 'c1_');
    expect(bytes.readInt32BE(1)).toBe(bytes.length - 1);
    return bytes.toString('latin1', 5);
  };

  test.each([
    ['Parse', 'P', 's\0SELECT 1\0\0\0', 'c1_s\0SELECT 1\0\0\0'],
    ['Bind', 'B', 'portal\0s\0rest', 'portal\0c1_s\0rest'],
    ['Describe of a statement', 'D', 'Ss\0', 'Sc1_s\0'],
    ['Close of a statement', 'C', 'Ss\0', 'Sc1_s\0'],
  ])('get the prefix in %s', (_, type, given, wanted) => {
    expect(named(type, given)).toBe(wanted);
  });

  test.each([
    ['Parse without a name', 'P', '\0SELECT 1\0\0\0'],
    ['Bind without a name', 'B', '\0\0rest'],
    ['Describe of a portal', 'D', 'Ps\0'],
    ['Query', 'Q', 's\0'],
  ])('stay as they are in %s', (_, type, given) => {
    expect(named(type, given)).toBe(given);
  });
});

test('the name of what is prepared is told with the prefix, and closes it', () => {
  const parse = (name: string) => ({ type: 'P', bytes: message('P', `${name}\0SELECT 1\0\0\0`) });
  expect(preparedName(parse('one'), 'c1_')).toBe('c1_one');
  expect(preparedName(parse(''), 'c1_')).toBeNull();
  expect(preparedName({ type: 'Q', bytes: message('Q', 'one\0') }, 'c1_')).toBeNull();
  expect(closeStatement('c1_one')).toEqual(message('C', 'Sc1_one\0'));
});

test('the end of an answer tells the state of the transaction', () => {
  expect(readyState(Buffer.concat([message('C', 'BEGIN\0'), message('Z', 'T')]))).toBe('T');
  expect(readyState(message('1', ''))).toBeNull();
  expect(readyState(undefined)).toBeNull();
});
