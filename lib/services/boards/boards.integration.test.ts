import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Panel } from '../../domain/board.ts';
import { mostBoards } from '../../store/boards.ts';
import type { Context } from '../context.ts';
import { readMetricRange, readMetricRanges } from '../metrics/read-range.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { addBoard, duplicateBoard, importBoard } from './add-board.ts';
import { addPanel, editBoard, removeBoard, restoreBoard, shareBoard } from './change-board.ts';
import { exportBoard } from './export-board.ts';
import { listBoards } from './list-boards.ts';
import { readBoardPage } from './read-board.ts';
import { readBoardStates } from './read-states.ts';

const portal = testPortal();
const target = `device:${randomUUID()}`;
let otto: Context;
let ada: Context;
/** Another operator: otto's rights, and somebody else. */
let other: Context;

const note: Panel = { is: 'note', id: 'p1', title: 'To do', width: 1, text: 'Look at the pages.' };
const chart: Panel = {
  ...{ is: 'chart', id: 'p2', title: '', width: 2, look: 'usual' },
  parts: [{ target, name: 'test.sessions', labels: { node: 'one' } }],
};

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
  ada = await asAccount(portal, 'ada');
  const uma = await asAccount(portal, 'uma');
  other = { ...otto, actor: { ...uma.actor, holdings: otto.actor.holdings } };
  const at = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const of = { target, kind: 'gauge', stepSeconds: 60, heartbeatSeconds: 120, min: 0, max: null } as const;
  await portal.metrics.write([
    { series: { ...of, name: 'test.sessions', labels: { node: 'one' }, unit: 'sessions' }, at, value: 1 },
    { series: { ...of, name: 'test.sessions', labels: { node: 'two' }, unit: 'sessions' }, at, value: 2 },
    { series: { ...of, name: 'test.users', labels: {}, unit: 'sessions' }, at, value: 3 },
    { series: { ...of, name: 'test.share', labels: {}, unit: '%' }, at: new Date(at.getTime() - 60_000), value: 4 },
  ]);
});

async function newBoard(by: Context, panels: Panel[] = [note, chart]): Promise<string> {
  const { id } = value(await addBoard(by, { name: `Board ${randomUUID()}` }));
  value(await editBoard(by, { id, version: 1, board: { name: 'Nights', columns: 2, panels } }));
  return id;
}

const audited = async (id: string) => {
  const rows = await portal.db.prisma.auditRecord.findMany({ where: { targetId: id }, orderBy: { seq: 'asc' } });
  return rows.map(({ action, phase }) => `${action} ${phase}`);
};

describe('a board', () => {
  test('is kept as its owner left it, with an audit row for each change', async () => {
    const id = await newBoard(otto);
    const view = value(await readBoardPage(otto, { id }));
    expect(view).toMatchObject({ version: 2, mine: true, mayChange: true, shared: false });
    expect(view.board).toEqual({ name: 'Nights', columns: 2, panels: [note, chart] });
    value(await shareBoard(otto, { id, shared: true }));
    value(await removeBoard(otto, { id }));
    expect(await audited(id)).toEqual(
      ['add', 'edit', 'share', 'delete'].flatMap((did) => [`boards.${did} pending`, `boards.${did} succeeded`]),
    );
  });

  test('takes no change that began before somebody else’s', async () => {
    const id = await newBoard(otto);
    const board = { name: 'Days', columns: 1, panels: [] };
    expect(kindOf(await editBoard(otto, { id, version: 1, board }))).toBe('conflict');
    const both = await Promise.all([
      editBoard(otto, { id, version: 2, board }),
      editBoard(otto, { id, version: 2, board: { ...board, name: 'Weeks' } }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('that was deleted comes back as it was, shared or not', async () => {
    const id = await newBoard(otto);
    value(await shareBoard(otto, { id, shared: true }));
    value(await removeBoard(otto, { id }));
    expect(kindOf(await readBoardPage(otto, { id }))).toBe('not-found');
    expect(kindOf(await restoreBoard(other, { id }))).toBe('not-found');
    value(await restoreBoard(otto, { id }));
    expect(value(await readBoardPage(other, { id })).board.panels).toEqual([note, chart]);
  });

  test('gets a chart from elsewhere at its end, under an id of its own', async () => {
    const id = await newBoard(otto);
    value(await addPanel(otto, { id, panel: { ...chart, id: 'p1' } }));
    const { board } = value(await readBoardPage(otto, { id }));
    expect(board.panels).toHaveLength(3);
    expect(new Set(board.panels.map((panel) => panel.id)).size).toBe(3);
  });

  test('begins with the charts that a target’s page has', async () => {
    const { id } = value(await addBoard(otto, { name: 'The device', from: target }));
    const { board } = value(await readBoardPage(otto, { id }));
    const names = board.panels.flatMap((panel) => (panel.is === 'chart' ? panel.parts.map(({ name }) => name) : []));
    expect(names).toEqual(['test.sessions', 'test.share', 'test.users']);
    expect(board.panels[0]).toMatchObject({ is: 'states', targets: [target] });
  });

  test('goes into a file and comes out of it, and nothing else does', async () => {
    const id = await newBoard(otto);
    const { file } = value(await exportBoard(otto, { id }));
    const { id: copy } = value(await importBoard(other, { file }));
    expect(value(await readBoardPage(other, { id: copy }))).toMatchObject({
      mine: true,
      shared: false,
      board: { name: 'Nights', columns: 2, panels: [note, chart] },
    });
    const without = JSON.stringify({ ...JSON.parse(file), panels: [note, { ...chart, parts: [] }] });
    expect(await importBoard(other, { file: without })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', why: 'Panel 2: Choose what it shows.' },
    });
    for (const wrong of ['', '[]', '{"panels":[]}', 'null', '{'.repeat(1000)])
      expect(kindOf(await importBoard(other, { file: wrong }))).toBe('invalid');
  });
});

describe('who sees and changes a board', () => {
  test('one that isn’t shared answers everybody else as one that isn’t there', async () => {
    const id = await newBoard(otto);
    const missing = await readBoardPage(other, { id: randomUUID() });
    for (const person of [other, ada]) {
      const answers = [
        await readBoardPage(person, { id }),
        await exportBoard(person, { id }),
        await duplicateBoard(person, { id }),
        await editBoard(person, { id, version: 2, board: { name: 'Mine now', columns: 1, panels: [] } }),
        await addPanel(person, { id, panel: note }),
        await shareBoard(person, { id, shared: true }),
        await removeBoard(person, { id }),
      ];
      for (const answer of answers) {
        expect(kindOf(answer)).toBe('not-found');
        expect(answer.ok || answer.failure.why).toBe(missing.ok || missing.failure.why);
      }
      expect(value(await listBoards(person, {})).rows.map((row) => row.id)).not.toContain(id);
    }
    expect(value(await readBoardPage(otto, { id })).version).toBe(2);
  });

  test('a shared one is read and copied by every operator, and changed by none of them', async () => {
    const id = await newBoard(otto);
    value(await shareBoard(otto, { id, shared: true }));
    expect(value(await readBoardPage(other, { id }))).toMatchObject({ mine: false, mayChange: false });
    expect(value(await listBoards(other, {})).rows.find((row) => row.id === id)).toMatchObject({
      owner: otto.actor.name,
      mine: false,
      shared: true,
    });
    expect(kindOf(await editBoard(other, { id, version: 2, board: { name: 'x', columns: 1, panels: [] } }))).toBe(
      'refused',
    );
    for (const answer of [await shareBoard(other, { id, shared: false }), await removeBoard(other, { id })])
      expect(kindOf(answer)).toBe('refused');
    const copy = value(await duplicateBoard(other, { id }));
    expect(value(await readBoardPage(other, { id: copy.id }))).toMatchObject({ mine: true, shared: false });
    expect(kindOf(await readBoardPage(otto, { id: copy.id }))).toBe('not-found');
  });

  test('a system administrator changes a shared one, as its owner may be gone', async () => {
    const id = await newBoard(otto);
    value(await shareBoard(otto, { id, shared: true }));
    expect(value(await readBoardPage(ada, { id })).mayChange).toBe(true);
    value(await removeBoard(ada, { id }));
    value(await restoreBoard(ada, { id }));
  });

  test('who may not see operations finds nothing, shared or not', async () => {
    const id = await newBoard(otto);
    value(await shareBoard(otto, { id, shared: true }));
    for (const uid of ['aud', 'rex', 'hana', 'uma']) {
      const person = await asAccount(portal, uid);
      const answers = [
        await listBoards(person, {}),
        await readBoardPage(person, { id }),
        await exportBoard(person, { id }),
        await readBoardStates(person, { kinds: ['server'] }),
        await addBoard(person, { name: 'Mine' }),
        await duplicateBoard(person, { id }),
        await importBoard(person, { file: '{}' }),
        await editBoard(person, { id, version: 2, board: { name: 'x', columns: 1, panels: [] } }),
        await addPanel(person, { id, panel: note }),
        await shareBoard(person, { id, shared: false }),
        await removeBoard(person, { id }),
        await restoreBoard(person, { id }),
        await readMetricRanges(person, { questions: [{ target, name: 'test.sessions', range: { last: 900 } }] }),
      ];
      for (const answer of answers) expect(kindOf(answer)).toBe('not-found');
    }
  });

  test('nobody keeps more boards than are kept for one person', async () => {
    const many = { ...otto, actor: { ...otto.actor, id: randomUUID() } };
    const rows = Array.from({ length: mostBoards }, () => ({
      ...{ id: randomUUID(), name: 'One of many', ownerId: many.actor.id, ownerName: 'Many', columns: 1, panels: [] },
      ...{ createdAt: new Date(), changedAt: new Date() },
    }));
    await portal.db.prisma.board.createMany({ data: rows });
    expect(kindOf(await addBoard(many, { name: 'One more' }))).toBe('too-many');
    const [gone] = rows as [(typeof rows)[0]];
    value(await removeBoard(many, { id: gone.id }));
    value(await addBoard(many, { name: 'In its place' }));
    expect(kindOf(await restoreBoard(many, { id: gone.id }))).toBe('too-many');
    expect(value(await listBoards(many, {})).rows.filter(({ mine }) => mine)).toHaveLength(mostBoards);
  });
});

describe('a chart of a board', () => {
  const range = { last: 900 };

  test('shows several series on one axis, and says which have another unit and which are gone', async () => {
    const parts = [
      { target, name: 'test.sessions', labels: { node: 'two' } },
      { target, name: 'test.users', labels: {} },
      { target, name: 'test.share', labels: {} },
      { target, name: 'test.gone', labels: { node: 'one' } },
    ];
    const shown = value(await readMetricRange(otto, { parts, range }));
    expect(shown.lines.map(({ label }) => label)).toEqual(['Test sessions · two', 'Test users']);
    expect(shown).toMatchObject({ unit: 'sessions', otherUnits: 1, leftOut: 0 });
    expect(shown.missing).toEqual([expect.stringMatching(/^Test gone of device [0-9a-f]{8} \(removed\) · one$/)]);
  });

  test('is asked for together with others, and answered in their order', async () => {
    const questions = ['test.users', 'test.sessions', 'test.nothing'].map((name) => ({ target, name, range }));
    const { charts } = value(await readMetricRanges(otto, { questions }));
    expect(charts.map(({ title, lines }) => [title, lines.length])).toEqual([
      ['Test users', 1],
      ['Test sessions', 2],
      ['Test nothing', 0],
    ]);
    const many = Array.from({ length: 13 }, () => questions[0]);
    expect(kindOf(await readMetricRanges(otto, { questions: many }))).toBe('invalid');
  });
});

test('a list of states holds what the portal stands on, and says which chosen things are gone', async () => {
  const { rows, gone } = value(
    await readBoardStates(otto, { kinds: ['own', 'device'], targets: ['directory', target] }),
  );
  expect(rows.map(({ name, kind }) => [name, kind])).toEqual([['Directory', 'own']]);
  expect(gone).toEqual([target]);
});
