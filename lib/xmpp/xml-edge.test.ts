import { expect, test } from 'vitest';
import { delayMs } from './backoff.ts';
import { BoundedParser } from './bounded-parser.ts';
import { isSendable, RestrictedXml } from './xml-edge.ts';

test.each(['\u0000', '\u0008', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', '\udc00x'])(
  '%j is never sent',
  (text) => {
    expect(isSendable(`a${text}b`)).toBe(false);
  },
);

test('everything that people write is sent', () => {
  expect(isSendable('tab\t, lines\r\n, Ünïcödé, 漢字, 👩‍🚀')).toBe(true);
});

test.each([
  ['<!DOCTYPE x>', true],
  ['<!ENTITY a "b">', true],
  ['<!-- hidden -->', true],
  ['<?php 1 ?>', true],
  ["<?xml version='1.0'?><stream>", false],
  ['<a><![CDATA[1 < 2]]></a>', false],
  ['<a>1 &lt;! 2</a>', false],
])('%s is restricted: %s, however it is cut', (text, isRestricted) => {
  for (let at = 0; at <= text.length; at++) {
    const edge = new RestrictedXml();
    expect([edge.isIn(text.slice(0, at)), edge.isIn(text.slice(at))].includes(true)).toBe(isRestricted);
  }
});

const parsing = (text: string) => () => {
  const parser = new BoundedParser();
  parser.write('<stream>');
  parser.write(text);
  return parser;
};

test.each([
  ['elements without end', '<a>'.repeat(100)],
  ['a stanza of too many elements', `<a>${'<b/>'.repeat(400_001)}</a>`],
  ['too many attributes', `<a ${Array.from({ length: 65 }, (_, at) => `a${at}='1'`).join(' ')}/>`],
  ['text between stanzas', 'garbage <a/>'],
  ['an end that closes something else', '<a></b>'],
  ['an entity that XML does not have', '<a>&xxe;</a>'],
  ['a character that XML does not have', '<a>&#0;</a>'],
])('%s is an error', (_, text) => {
  expect(parsing(text)).toThrow();
});

test('a thousand stanzas and the white space between them leave nothing behind', () => {
  const parser = parsing('<a><b>text</b></a> \n'.repeat(1_000))();
  expect(parser.root?.children).toEqual([]);
});

test('delays double to a minute, and are spread over their second half', () => {
  expect([0, 1, 2, 10, 1_000].map((attempt) => delayMs(attempt, 0))).toEqual([250, 500, 1_000, 30_000, 30_000]);
  expect(delayMs(0, 0.999)).toBeLessThanOrEqual(500);
  expect(delayMs(1_000, 0.999)).toBeLessThanOrEqual(60_000);
});
