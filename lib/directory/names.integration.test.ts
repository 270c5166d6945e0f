import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import { and, anyEntry, contains, equal, type Filter, starts } from '../domain/filter.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory, Writer } from './port.ts';
import { labPerson, labSettings, newPerson, north } from './test-settings.ts';

let directory: Directory;
let ada: Writer;
const room = north().child('ou', 'names under test');
const bystanders = ['bystander one', 'bystander (two)', 'a'];

beforeAll(async () => {
  directory = connectDirectory(labSettings());
  ada = directory.as(labPerson('ada'));
  await ada.add(room, { objectClass: ['organizationalUnit'], ou: ['names under test'] });
  // Bystanders, for a filter that says more than it should to find.
  for (const uid of bystanders) await ada.add(room.child('uid', uid), newPerson(uid));
});
afterAll(async () => {
  const left = await ada.search({ base: room, scope: 'one', filter: anyEntry, attributes: [] });
  if (left.ok) for (const entry of left.value.entries) await ada.delete(entry.dn);
  await ada.delete(room);
  await directory.close();
});

/** How a name becomes a DN and filters. */
type Way = {
  dn(value: string): Dn | null;
  equal(value: string): Filter;
  starts(value: string): Filter;
  contains(value: string): Filter;
};

const ours: Way = {
  dn: (value) => room.child('uid', value),
  equal: (value) => equal('uid', value),
  starts: (value) => starts('uid', value),
  contains: (value) => contains('uid', value),
};

/** What careless code would do. It must not get through the same tests. */
const naive: Way = {
  dn: (value) => Dn.parse(`uid=${value},${room}`),
  equal: (value) => ({ is: 'text', text: `(uid=${value})` }),
  starts: (value) => ({ is: 'text', text: `(uid=${value}*)` }),
  contains: (value) => ({ is: 'text', text: `(uid=*${value}*)` }),
};

/** Throws unless the entry with this name, and it alone, is found in each way. */
async function findsExactlyOne(value: string, way: Way): Promise<void> {
  const dn = room.child('uid', value);
  const added = await ada.add(dn, newPerson(value));
  try {
    if (!added.ok) throw new Error(`not added: ${added.failure.why}`);
    const byName = way.dn(value);
    const read = byName && (await ada.read(byName, ['uid']));
    expect(read?.ok && read.value?.all('uid')).toEqual([value]);
    expect(read?.ok && read.value?.dn.equals(dn)).toBe(true);
    // White space at the ends counts in a part of a value (RFC 4518, 2.6.1) and not in the whole, so parts go without it.
    const part = value.replace(/^\p{Z}+|\p{Z}+$/gu, '');
    for (const filter of [way.equal(value), way.starts(part), way.contains(part)]) {
      const found = await ada.search({
        base: room,
        scope: 'one',
        filter: and(filter, ownMark(value)),
        attributes: ['uid'],
      });
      expect(found.ok && found.value.entries.map((entry) => entry.dn.key)).toEqual([dn.key]);
    }
    const all = await ada.search({ base: room, scope: 'one', filter: way.equal(value), attributes: [] });
    expect(all.ok && all.value.entries.map((entry) => entry.dn.key)).toEqual([dn.key]);
  } finally {
    await ada.delete(dn);
  }
}

/** Names that merely begin or contain the value (`a` in `bystander`) are rightly found; the sn is the whole name. */
const ownMark = (value: string) => equal('sn', value);

const injections = [
  '*',
  '*)(uid=*',
  '*)(|(uid=*',
  ')(cn=*',
  '*)(objectClass=*))(&(uid=a',
  '(',
  ')',
  '\\',
  '\\2a',
  '\\*',
  '&',
  '|',
  '!',
  '!(uid=a)',
  'a*',
  'a)(uid=bystander one',
  'admin)(&)',
  '*))%00',
  'x,ou=people',
  'x+cn=y',
  'x=y',
  'uid=x',
  '"quoted"',
  '<b>',
  '>',
  ';',
  ',',
  '+',
  '=',
  '#',
  '#04024869',
  ' # ',
  'a\\',
  'a\\\\',
  'a\\,b',
  'a,',
  ',a',
  'a, b',
  'tab\there',
  'line\nbreak',
  'cr\rlf\n',
  '\u0001',
  '\u007f',
  '\0',
  'a\0',
  '\0b',
  'a\0b',
  'é',
  'e\u0301',
  'Ελλάδα',
  '日本語',
  '👩🏽‍🚀',
  '\u202Eevil',
  '\u200b',
  'ﬁ',
  '%s%n',
  "o'brien x",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what careless templates trip over
  '${7*7}',
  '{{x}}',
  '../..',
  'ldap:///??sub?(uid=*)',
  '\ufeffbom',
  '\u00a0nbsp',
  'x\u3000',
];

test.each(injections)('a person can be called %j and is found by that name alone', async (value) => {
  await findsExactlyOne(value, ours);
});

/**
 * No name is white space only, and none begins or ends with a space, also not once it is prepared for comparison (`˘` is a
 * space with a breve there, RFC 4518, 2.3): LDAP does not tell those from names without. A bystander's name is taken.
 */
const names = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'\\*(),+"<>;=# /&|!~:ab0\'\t\n\0\u0001é'), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  )
  .filter((value) => value.isWellFormed() && isPlain(value) && isPlain(prepared(value)))
  .filter((value) => !bystanders.includes(prepared(value)));

function isPlain(value: string): boolean {
  return value !== '' && value === value.replace(/^\s+|\s+$/g, '') && !/ {2}/.test(value);
}

function prepared(value: string): string {
  return value.normalize('NFKC').toLowerCase();
}

test('whatever a name is made of, its entry and no other is found by DN, by equality, by prefix and anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(names, (value) => findsExactlyOne(value, ours)),
    { numRuns: 150 },
  );
}, 120_000);

test('the same test catches names that are put together as text', async () => {
  const only = (way: Partial<Way>) =>
    fc.check(
      fc.asyncProperty(names, (value) => findsExactlyOne(value, { ...ours, ...way })),
      { numRuns: 100, endOnFailure: true },
    );
  expect((await only({ dn: naive.dn })).failed).toBe(true);
  expect((await only({ equal: naive.equal })).failed).toBe(true);
  expect((await only({ starts: naive.starts })).failed).toBe(true);
  expect((await only({ contains: naive.contains })).failed).toBe(true);
}, 120_000);

test('an empty name makes no entry and reads none', async () => {
  const dn = room.child('uid', '');
  expect(await ada.add(dn, newPerson('x'))).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  expect(await ada.read(dn, ['uid'])).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
});

test('a part of a name that is empty is in every name', async () => {
  for (const filter of [starts('uid', ''), contains('uid', '')]) {
    const found = await ada.search({
      base: room,
      scope: 'one',
      filter: and(filter, starts('uid', 'bystander')),
      attributes: [],
    });
    expect(found.ok && found.value.entries).toHaveLength(2);
  }
});

test('two names that we hold equal are one entry to the directory, letter by letter', async () => {
  const dn = room.child('uid', 'letters');
  const changed: [string, string][] = [];
  for (let point = 0x20; point < 0x20000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const letter = String.fromCodePoint(point);
    for (const other of new Set([letter.toLowerCase(), letter.normalize('NFD'), letter.normalize('NFKD')])) {
      if (other !== letter && Dn.of('').child('cn', `q${other}`).key === Dn.of('').child('cn', `q${letter}`).key)
        changed.push([letter, other]);
    }
  }
  expect(changed.length).toBeGreaterThan(1000);
  // Hangul syllables are composed by rule: one in a hundred stands for all of them.
  const looked = changed.filter(([letter], index) => letter < '가' || letter > '힣' || index % 100 === 0);
  await ada.add(dn, newPerson('letters'));
  for (let start = 0; start < looked.length; start += 100) {
    const part = looked.slice(start, start + 100);
    // Each value begins with a number, because several letters may have the same other form.
    await ada.modify(dn, [
      { op: 'put', attribute: 'description', values: part.map(([, other], index) => `${index} ${other} q`) },
    ]);
    for (const [index, [letter]] of part.entries())
      expect([letter, await ada.compare(dn, 'description', `${index} ${letter} q`)]).toEqual([
        letter,
        { ok: true, value: true },
      ]);
  }
}, 60_000);
