import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MibModule } from './module.ts';
import { type NameBook, nameBook } from './names.ts';
import { parseMibs } from './parse.ts';
import { standardModules } from './standard/all.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Where modules of others are, they are read; none is copied. */
const folders = ['deploy/snmp', 'lab/snmp/mibs', 'node_modules/net-snmp/lib/mibs'].map((folder) => join(root, folder));
const debians = '/usr/share/snmp/mibs';
const files = [...folders, debians].flatMap((folder) => globSync(`${folder}/*-{MIB,SMI,TC,CONF}.{txt,mib}`));

/** Name, kind and OID of all that libsmi finds in a module, in its own words. */
function judged(file: string): [name: string, kind: string, oid: string][] {
  const run = spawnSync('smidump', ['-k', '-q', '-c', '/dev/null', '-f', 'identifiers', file], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, SMIPATH: [...folders, debians].join(':') },
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  });
  if (run.error) throw run.error;
  return run.stdout.split('\n').flatMap((line) => {
    const [, name, kind, oid] = line.trim().split(/\s+/);
    return name && kind && oid && kind !== '<unknown>' && /^\d/.test(oid)
      ? [[name, kind, oid] as [string, string, string]]
      : [];
  });
}

const kinds: Record<string, string> = { compliance: 'group', capabilities: 'group' };
const parsed = new Map<string, MibModule>();
for (const file of files) {
  const read = parseMibs(readFileSync(file, 'utf8'));
  if (read.ok) for (const module of read.modules) parsed.set(file, module);
}
const book: NameBook = nameBook([...parsed.values()]);

test('there are modules to judge by', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(parsed.size).toBe(files.length);
});

describe('names, kinds and places are those of libsmi', () => {
  test.each(files.map((file) => [file.split('/').at(-1) as string, file]))('%s', (_, file) => {
    const module = parsed.get(file) as MibModule;
    const theirs = judged(file);
    const ours = book.of(module).map(({ name, kind, oid }) => [name, kind, oid] as const);
    // RFC 1158 has no index: to libsmi, its columns are scalars.
    const plain = (kind: string) => (file.includes('RFC1158') && kind === 'column' ? 'scalar' : kind);
    expect(ours.map(([name, kind, oid]) => [name, plain(kind), oid])).toEqual(
      expect.arrayContaining(theirs.map(([name, kind, oid]) => [name, kinds[kind] ?? kind, oid])),
    );
    expect(book.missing(module)).toEqual([]);
    expect(module.notes).toEqual([]);
  });
});

test('what is built in is what the modules say', () => {
  const known = nameBook([]);
  for (const module of standardModules()) {
    const real = [...parsed.values()].find(({ name }) => name === module.name);
    if (!real) continue;
    for (const one of known.of(known.builtIn.find(({ name }) => name === module.name) as MibModule)) {
      const other = book.of(real).find(({ name }) => name === one.name);
      if (!other) continue;
      const plain = ({ name, oid, kind, base, words, index }: typeof one) => ({ name, oid, kind, base, words, index });
      expect(plain(one).oid, one.name).toBe(plain(other).oid);
      expect(one.kind, one.name).toBe(other.kind);
      if (other.type !== 'IANAifType') expect(one.words, one.name).toEqual(other.words);
      expect(one.index, one.name).toEqual(other.index);
      expect(one.base, one.name).toBe(other.base);
    }
  }
});

test('our modules are built in whole', () => {
  const known = nameBook([]);
  for (const file of globSync(join(root, 'deploy/snmp/*.txt'))) {
    const named = book.of(parsed.get(file) as MibModule).filter(({ kind }) => kind !== 'group');
    const lacking = named.filter(({ name, oid }) => known.at(oid)?.name !== name).map(({ name }) => name);
    expect(lacking.filter((name) => !/Conformance|Compliances|Groups$/.test(name))).toEqual([]);
  }
});
