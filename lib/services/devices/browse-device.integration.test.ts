import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeUdpPort, type Snmpd, startSnmpd } from '../../../lab/snmp/snmpd.ts';
import type { Context } from '../context.ts';
import { uploadMibs } from '../mibs/upload-mibs.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { addDevice } from './add-device.ts';
import { type BrowsePage, browseDevice, exportBrowsed } from './browse-device.ts';

const portal = testPortal();
const host = `127.${60 + (process.pid % 100)}.5.1`;
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-browse-'));
let snmpd: Snmpd;
let ada: Context;
let id: string;
let dead: string;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  const many = Array.from({ length: 130 }, (_, at) => `extend line${at} /bin/true`);
  const extra = ['sysName browse.example', 'extend =sum /bin/echo =1+1', ...many];
  snmpd = await startSnmpd({ folder, host, community: 'browsing', users: [], extra });
  id = await added('Browsed', snmpd.facts.port);
  dead = await added('Dead', await freeUdpPort(host));
});
afterAll(async () => {
  await snmpd.stop();
  rmSync(folder, { recursive: true });
  await portal.db.query('DELETE FROM mib_module');
  await portal.db.prisma.device.deleteMany();
});

async function added(name: string, port: number): Promise<string> {
  const settings = { name, host, port, snmp: '2c', userName: '', level: 'authPriv', auth: 'SHA-256', priv: 'AES-128' };
  const secrets = { community: 'browsing' };
  return value(await addDevice(ada, { settings: { ...settings, profiles: [], pollSeconds: 60 }, secrets })).id;
}
const browse = async (what: string, after = ''): Promise<BrowsePage> =>
  value(await browseDevice(ada, { id, what, after }));

test('a conceptual table is shown as one: a row an index, a column a name, values in words', async () => {
  const page = await browse('ifTable');
  expect(page).toMatchObject({
    is: 'table',
    index: 'ifIndex',
    root: { text: 'ifTable', module: 'IF-MIB' },
    after: null,
  });
  const cell = (row: number, name: string) => page.rows[row]?.cells[page.columns.findIndex((one) => one.name === name)];
  expect(page.rows[0]?.key).toBe('1');
  expect([cell(0, 'ifDescr'), cell(0, 'ifType'), cell(0, 'ifOperStatus')]).toEqual([
    'lo',
    'softwareLoopback(24)',
    'up(1)',
  ]);
  expect(cell(0, 'ifInOctets')).toMatch(/^\d+$/);
});

test('everything else is a value a line, with its name; a leaf with its instance is asked for itself', async () => {
  const page = await browse('system');
  expect(page.is).toBe('list');
  expect(page.rows.find(({ name }) => name === 'sysName.0')?.cells).toEqual(['browse.example']);
  expect(page.rows.find(({ name }) => name === 'sysUpTime.0')?.cells[0]).toMatch(/^\d\d:\d\d:\d\d$/);
  expect((await browse('SNMPv2-MIB::sysName.0')).rows.map(({ cells }) => cells)).toEqual([['browse.example']]);
  expect((await browse('1.3.6.1.2.1.1.5')).rows).toHaveLength(1);
  expect((await browse('1.3.6.1.4.1.99999')).rows).toEqual([]);
});

test('an uploaded module makes a table of what was a list before, page by page', async () => {
  const table = '1.3.6.1.4.1.8072.1.3.2.2';
  const before = await browse(table);
  expect(before).toMatchObject({ is: 'list', after: expect.any(String) });
  expect(before.rows).toHaveLength(100);
  value(
    await uploadMibs(ada, {
      file: 'ours',
      text: `OURS-MIB DEFINITIONS ::= BEGIN
        commands OBJECT-TYPE SYNTAX SEQUENCE OF Command MAX-ACCESS not-accessible STATUS current ::= { netSnmp 1 3 2 2 }
        command OBJECT-TYPE SYNTAX Command MAX-ACCESS not-accessible STATUS current INDEX { token } ::= { commands 1 }
        path OBJECT-TYPE SYNTAX DisplayString MAX-ACCESS read-only STATUS current ::= { command 2 }
        storage OBJECT-TYPE SYNTAX StorageType MAX-ACCESS read-only STATUS current ::= { command 20 }
        gone OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current ::= { command 99 } END`,
    }),
  );
  // The names of a moment ago may be kept for two seconds.
  await expect.poll(async () => (await browse('commands').catch(() => null))?.is, { timeout: 10_000 }).toBe('table');
  const pages: BrowsePage[] = [];
  for (let after: string | null = ''; after !== null; after = pages.at(-1)?.after ?? null)
    pages.push(await browse('commands', after));
  const rows = pages.flatMap((page) => page.rows);
  expect(rows).toHaveLength(131);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(131);
  expect(pages.every((page) => page.rows.length <= 100)).toBe(true);
  expect(rows.find(({ cells }) => cells[0] === '/bin/echo')?.cells).toEqual(['/bin/echo', 'permanent(4)', null]);
});

test('as CSV: heads and rows, and nothing that a spreadsheet would take for a formula', async () => {
  const list = value(await exportBrowsed(ada, { id, what: '1.3.6.1.4.1.8072.1.3.2.2.1.3' }));
  expect(list.filename).toMatch(/^browsed-/);
  expect(list.csv).toContain("'=1+1");
  const table = value(await exportBrowsed(ada, { id, what: 'ifTable' }));
  expect(table.csv.split('\r\n')[0]).toMatch(/^\ufeffifIndex,ifIndex,ifDescr,/);
});

test('a device that is away, a name that nobody knows and a device that is none are told apart', async () => {
  const ask = (input: object) => browseDevice(ada, { id, what: 'system', ...input });
  expect(await ask({ id: dead })).toMatchObject({ failure: { kind: 'unavailable' } });
  expect(await ask({ what: 'nobody' })).toMatchObject({ failure: { kind: 'invalid', field: 'what' } });
  expect(await ask({ id: crypto.randomUUID() })).toMatchObject({ failure: { kind: 'not-found' } });
  expect(await ask({ after: "1' OR" })).toMatchObject({ failure: { kind: 'invalid' } });
});

test('operators, who see what the profiles show, read nothing else of a device', async () => {
  const otto = await asAccount(portal, 'otto');
  const uma = await asAccount(portal, 'uma');
  for (const [who, kind] of [
    [otto, 'refused'],
    [uma, 'not-found'],
  ] as const) {
    expect(await browseDevice(who, { id, what: 'system' })).toMatchObject({ failure: { kind } });
    expect(await exportBrowsed(who, { id, what: 'system' })).toMatchObject({ failure: { kind } });
  }
});
