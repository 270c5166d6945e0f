import { expect, test } from 'vitest';
import { originLags, parseCsn } from './csn.ts';

const csn = (time: string, sid = '001') => `20261121${time}Z#000000#${sid}#000000`;

test('a CSN tells when, and which server; anything else is none', () => {
  expect(parseCsn(csn('130955.608732', '00a'))).toEqual({ at: new Date('2026-11-21T13:09:55.608Z'), serverId: 10 });
  for (const text of ['', '20261121130955Z#000000#001#000000', `${csn('130955.608732')}#`])
    expect(parseCsn(text)).toBeNull();
});

test('each server is behind by what the best one has more, for each origin by itself', () => {
  const lags = originLags([
    { name: 'a', contextCsn: [csn('130010.000000'), csn('130000.000000', '002')] },
    { name: 'b', contextCsn: [csn('130007.500000'), csn('130001.000000', '002'), 'nonsense'] },
    { name: 'c', contextCsn: [] },
  ]);
  expect(lags.map(({ serverId, behind }) => [serverId, ...behind.map(({ seconds }) => seconds)])).toEqual([
    [1, 0, 2.5, null],
    [2, 1, 0, null],
  ]);
});

test('nobody knows anything: no origins', () => expect(originLags([{ name: 'a', contextCsn: [] }])).toEqual([]));
