import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { findMibNames } from './find-names.ts';
import { listMibs } from './list-mibs.ts';
import { mibLibrary } from './mib-names.ts';
import { removeMib, restoreMib } from './remove-mib.ts';
import { uploadMibs } from './upload-mibs.ts';
import { mibTree, readMibText, viewMib } from './view-mib.ts';

const portal = testPortal();
let ada: Context;
let otto: Context;
let uma: Context;
const fan = '1.3.6.1.4.1.99999.1';
const smi = `ACME-SMI DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI;
acme OBJECT IDENTIFIER ::= { enterprises 99999 } END`;
const mib = (words = 'off(1), on(2)') => `ACME-MIB DEFINITIONS ::= BEGIN IMPORTS acme FROM ACME-SMI;
acmeFan OBJECT-TYPE SYNTAX INTEGER { ${words} } MAX-ACCESS read-only STATUS current DESCRIPTION "<b>A fan</b>" ::= { acme 1 } END`;

beforeAll(async () => {
  [ada, otto, uma] = [await asAccount(portal, 'ada'), await asAccount(portal, 'otto'), await asAccount(portal, 'uma')];
});
afterEach(async () => void (await portal.db.query('DELETE FROM mib_module')));

const upload = async (text: string, file = 'acme.mib') => value(await uploadMibs(ada, { file, text }));
const book = async () => (await mibLibrary(portal.db)).book;

describe('a module that is uploaded', () => {
  test('names OIDs once what it needs is there too, whichever came first', async () => {
    const [waiting] = await upload(mib());
    expect(waiting?.troubles).toEqual(['ACME-MIB needs ACME-SMI, which is not here yet.']);
    expect((await book()).nameOf(`${fan}.0`).name).toBe('enterprises');
    await upload(smi);
    expect((await book()).nameOf(`${fan}.0`).text).toBe('acmeFan.0');
    expect((await book()).say(`${fan}.0`, { type: 'integer', value: 2 })).toBe('on(2)');
    const { rows } = value(await listMibs(otto, {}));
    expect(rows.slice(0, 2)).toMatchObject([
      { name: 'ACME-MIB', names: 1, root: { text: 'acmeFan' }, troubles: [], builtIn: false },
      { name: 'ACME-SMI', root: { text: 'acme' } },
    ]);
    expect(rows.some(({ name, builtIn }) => name === 'IF-MIB' && builtIn)).toBe(true);
    expect(value(await findMibNames(otto, { q: 'acmef' })).names).toMatchObject([{ name: 'acmeFan', oid: fan }]);
  });

  test('takes the place of the one that has its name, which can be brought back', async () => {
    await upload(smi);
    const [first] = await upload(mib());
    const [second] = await upload(mib('slow(1), fast(2)'));
    expect(second?.replaced).toBe(first?.id);
    expect((await book()).nameOf(fan).words).toEqual({ 1: 'slow', 2: 'fast' });
    value(await restoreMib(ada, { id: first?.id }));
    expect((await book()).nameOf(fan).words).toEqual({ 1: 'off', 2: 'on' });
    expect(value(await listMibs(ada, {})).rows.filter(({ name }) => name === 'ACME-MIB')).toHaveLength(1);
  });

  test('changes nothing when it is the same', async () => {
    const [first] = await upload(mib());
    expect(await upload(mib())).toMatchObject([{ id: first?.id, same: true }]);
  });

  test('is removed with its names, and is back with Undo; all of it stands in the audit log', async () => {
    const [one] = await upload(smi);
    const id = one?.id as string;
    value(await removeMib(ada, { id }));
    expect((await book()).nameOf('1.3.6.1.4.1.99999').name).toBe('enterprises');
    expect(await viewMib(ada, { id })).toMatchObject({ failure: { kind: 'not-found' } });
    value(await restoreMib(ada, { id }));
    expect((await book()).nameOf('1.3.6.1.4.1.99999').name).toBe('acme');
    const { rows } = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 });
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['mibs.upload', 'mibs.remove', 'mibs.restore']));
    expect(rows.every(({ targetKind, targetName }) => targetKind === 'mib' && targetName === 'ACME-SMI')).toBe(true);
  });

  test('shows its names, searched by what they say, and its text as it came', async () => {
    await upload(smi);
    const [one] = await upload(mib());
    const id = one?.id as string;
    expect(value(await viewMib(otto, { id }))).toMatchObject({
      name: 'ACME-MIB',
      builtIn: false,
      may: { edit: false },
    });
    expect(value(await mibTree(otto, { id, q: 'a fan' })).rows).toMatchObject([
      { name: 'acmeFan', words: 'off(1) on(2)' },
    ]);
    expect(value(await mibTree(otto, { id, q: 'nothing' })).rows).toEqual([]);
    expect(value(await readMibText(otto, { id })).text).toBe(mib());
    expect(value(await mibTree(otto, { id: 'IF-MIB' })).rows.find(({ name }) => name === 'ifDescr')?.depth).toBe(4);
  });

  test('may come with others in one file, and each stands for itself', async () => {
    expect((await upload(`${smi}\n${mib()}`)).map(({ name }) => name)).toEqual(['ACME-SMI', 'ACME-MIB']);
    const [first] = value(await listMibs(ada, {})).rows;
    expect(value(await readMibText(ada, { id: first?.id })).text.trim()).toBe(mib());
  });
});

describe('what is refused leaves nothing', () => {
  afterEach(async () => expect(await portal.db.query('SELECT 1 FROM mib_module')).toEqual([]));

  test.each([
    ['no module', 'Dear Sir,\nhello', 'Line 1:'],
    ['one that was cut off', `${smi.slice(0, -4)} x OBJECT-TYPE SYNTAX`, 'a part of it is missing'],
    ['no text', 'A-MIB DEFINITIONS ::= BEGIN\0 END', 'The file is no text.'],
    ['half a character', 'A-MIB DEFINITIONS ::= BEGIN \ud800 END', 'The file is no text.'],
    ['an empty one', '', 'The file is empty.'],
    ['a large one', ' '.repeat(2_000_001), 'at most 2 MB'],
  ])('%s', async (_, text, why) => {
    const refused = { ok: false, failure: { kind: 'invalid', why: expect.stringContaining(why) } };
    expect(await uploadMibs(ada, { file: 'x', text })).toMatchObject(refused);
  });

  test('what an operator or anybody else sends', async () => {
    for (const who of [otto, uma])
      for (const result of [
        await uploadMibs(who, { file: 'x', text: smi }),
        await removeMib(who, { id: crypto.randomUUID() }),
      ])
        expect(result).toMatchObject({ ok: false });
    expect(await listMibs(uma, {})).toMatchObject({ failure: { kind: 'not-found' } });
  });
});

test('two modules that claim one OID are both kept, and the list says so', async () => {
  await upload(smi);
  await upload('RIVAL-MIB DEFINITIONS ::= BEGIN rival OBJECT IDENTIFIER ::= { enterprises 99999 } END');
  const { conflicts, rows } = value(await listMibs(ada, {}));
  expect(conflicts).toEqual(['1.3.6.1.4.1.99999 is acme in ACME-SMI, and rival in RIVAL-MIB.']);
  expect(rows.filter(({ builtIn }) => !builtIn)).toHaveLength(2);
});
