import { describe, expect, test } from 'vitest';
import { mostPanels, movedPanel, type Panel, placedPanel, stateOf } from './board.ts';
import { boardInput } from './board-input.ts';

const note = (id: string): Panel => ({ is: 'note', id, title: '', width: 1, text: '' });
const chart = {
  ...{ is: 'chart', id: 'p1', title: 'Sessions', width: 2, look: 'usual' },
  parts: [{ target: 'portal', name: 'portal.sessions', labels: {} }],
};
const board = (panels: unknown[], more = {}) => ({ name: 'Mine', columns: 2, panels, ...more });
const sentence = (raw: unknown) => {
  const read = boardInput.safeParse(raw);
  return read.success ? null : read.error.issues[0]?.message;
};

describe('a board', () => {
  test('holds panels of every kind as they were given', () => {
    const panels = [
      chart,
      {
        ...chart,
        id: 'p2',
        parts: [{ target: null, name: 'xmpp.stanzas', labels: { direction: 'in' } }],
        look: 'stacked',
      },
      {
        ...{ is: 'number', id: 'p3', title: '', width: 1, parts: chart.parts, make: 'sum' },
        thresholds: { direction: 'above', warning: 10, failing: null },
      },
      { is: 'states', id: 'p4', title: '', width: 1, kinds: ['server'], targets: [] },
      { is: 'events', id: 'p5', title: '', width: 3, target: null, severity: 'failing', rows: 10 },
      { ...note('p6'), text: '<script>alert(1)</script>\n\tas it is' },
    ];
    expect(boardInput.parse(board(panels))).toEqual(board(panels));
  });

  test.each([
    ['no name', board([], { name: '  ' }), 'Give the board a name.'],
    [
      'a name of control characters',
      board([], { name: 'a\u0007b' }),
      'The name holds control characters. Take them out.',
    ],
    [
      'a name that reads backwards',
      board([], { name: 'a\u202eb' }),
      'The name holds control characters. Take them out.',
    ],
    ['four columns', board([], { columns: 4 }), expect.any(String)],
    ['no list of panels', { name: 'Mine', columns: 2, panels: 'all' }, 'A board has a list of panels.'],
    ['a kind that there isn’t', board([{ ...note('p1'), is: 'page' }]), 'There is no such kind of panel.'],
    ['two panels with one id', board([note('p1'), note('p1')]), 'Two panels have the same id.'],
    ['a chart of nothing', board([{ ...chart, parts: [] }]), 'Choose what it shows.'],
    [
      'a text of 4,001 characters',
      board([{ ...note('p1'), text: 'a'.repeat(4_001) }]),
      'A note is longer than 4,000 characters.',
    ],
    [
      'a zero character in a note',
      board([{ ...note('p1'), text: 'a\u0000' }]),
      'The note holds control characters. Take them out.',
    ],
    [
      'failing before warning',
      board([
        {
          ...{ ...chart, is: 'number', make: 'sum' },
          thresholds: { direction: 'above', warning: 90, failing: 80 },
        },
      ]),
      'Failing lies beyond warning.',
    ],
    [
      'more panels than are quick',
      board(Array.from({ length: mostPanels + 1 }, (_, at) => note(`p${at}`))),
      `A board holds at most ${mostPanels} panels.`,
    ],
  ])('is refused with a sentence: %s', (_, raw, why) => {
    expect(sentence(raw)).toEqual(why);
  });
});

test('panels move one place, to any place, and not past the ends', () => {
  const panels = ['a', 'b', 'c'].map(note);
  const ids = (all: Panel[]) => all.map(({ id }) => id).join('');
  expect(ids(movedPanel(panels, 'b', -1))).toBe('bac');
  expect(ids(movedPanel(panels, 'b', 1))).toBe('acb');
  expect(ids(movedPanel(panels, 'a', -1))).toBe('abc');
  expect(ids(movedPanel(panels, 'c', 1))).toBe('abc');
  expect(ids(placedPanel(panels, 'a', 2))).toBe('bca');
  expect(ids(placedPanel(panels, 'none', 0))).toBe('abc');
});

test('a value at its limit is beyond it, and what isn’t known is no state', () => {
  const high = { direction: 'above', warning: 80, failing: 95 } as const;
  expect([79.9, 80, 94, 95].map((value) => stateOf(value, high))).toEqual(['ok', 'warning', 'warning', 'failing']);
  const low = { direction: 'below', warning: null, failing: 1 } as const;
  expect([2, 1, 0].map((value) => stateOf(value, low))).toEqual(['ok', 'failing', 'failing']);
  expect(stateOf(null, high)).toBe('unknown');
  expect(stateOf(5, null)).toBe('ok');
});
