import { expect, test } from 'vitest';
import { storableJson } from './storable.ts';

test('what the database can’t hold is left out of texts, and the rest of the JSON stays as it is', () => {
  expect(JSON.parse(storableJson({ text: 'a\u0000b \ud800', more: [null, 1] }))).toEqual({
    text: 'ab \ufffd',
    more: [null, 1],
  });
});

test('a port that is called \\u0000, letter by letter, breaks no JSON: else one device would keep all alerts from being written', () => {
  const text = String.raw`port \u0000`;
  expect(JSON.parse(storableJson({ text }))).toEqual({ text });
  const half = String.raw`\\u0000\ud800`;
  expect(JSON.parse(storableJson([half]))).toEqual([half]);
});
