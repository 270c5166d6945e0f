import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { demoAccounts } from '../lab/seed/demo-accounts.ts';
import { grantLabels, tierLabels } from '../lib/policy/table.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');

test('README.md names every setting that lib/config reads, and no other', () => {
  const files = readdirSync(join(root, 'lib/config')).filter((file) => !file.endsWith('.test.ts'));
  const source = files.map((file) => read(`lib/config/${file}`)).join('\n');
  const settings = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1]);
  const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## On a directory of your own'));
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1]));
  expect(settings.length).toBeGreaterThan(40);
  expect(named.sort()).toEqual(settings.sort());
});

test('README.md names every account of the demo, every tier and every grant', () => {
  const missing = [
    ...demoAccounts.map(({ uid }) => `\`${uid}\``),
    ...Object.values(tierLabels),
    ...Object.values(grantLabels),
  ];
  expect(missing.filter((name) => !readme.includes(name))).toEqual([]);
});

test('what README.md and docs link to is there', () => {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  const files = [
    'README.md',
    'deploy/openldap/README.md',
    'deploy/snmp/README.md',
    ...docs.map((name) => `docs/${name}`),
  ];
  const broken = files.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)#:]+)\)/g)]
      .map((match) => join(root, dirname(file), match[1] as string))
      .filter((target) => !existsSync(target)),
  );
  expect(broken).toEqual([]);
});
