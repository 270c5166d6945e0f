import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { secretBox } from './secret-box.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-box-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keyOf = (name: string) => ({ file: join(folder, name), made: true });

test('what was sealed opens again, after a restart too, and looks different each time', () => {
  const first = secretBox(keyOf('a'));
  const sealed = first.seal('correct horse ☃', 'server 1');
  expect(secretBox(keyOf('a')).open(sealed, 'server 1')).toBe('correct horse ☃');
  expect(first.seal('correct horse ☃', 'server 1')).not.toBe(sealed);
  expect(sealed).not.toContain('horse');
});

test('a sealed secret does not open in another place, under another key, or changed', () => {
  const box = secretBox(keyOf('a'));
  const sealed = box.seal('correct horse', 'server 1');
  expect(box.open(sealed, 'server 2')).toBeNull();
  expect(secretBox(keyOf('b')).open(sealed, 'server 1')).toBeNull();
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const wrong of [changed, sealed.slice(0, 20), `v2${sealed.slice(2)}`, '', 'v1', 'v1.'])
    expect(box.open(wrong, 'server 1')).toBeNull();
});

test('the key is made once and is for its owner alone', () => {
  secretBox(keyOf('c'));
  const made = readFileSync(join(folder, 'c'), 'utf8');
  secretBox(keyOf('c'));
  expect(readFileSync(join(folder, 'c'), 'utf8')).toBe(made);
  expect(statSync(join(folder, 'c')).mode & 0o777).toBe(0o600);
});

test('a key that was named must be there and must be a key', () => {
  expect(() => secretBox({ file: join(folder, 'gone'), made: false })).toThrow("can't be read");
  writeFileSync(join(folder, 'short'), 'c2hvcnQ');
  expect(() => secretBox({ file: join(folder, 'short'), made: false })).toThrow('must be 32 bytes');
});
