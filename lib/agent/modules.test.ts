import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
/** net-snmp brings the SMI's own modules; RFC 2788's is a skeleton of ours. */
const folders = ['node_modules/net-snmp/lib/mibs', 'lab/snmp/mibs', 'deploy/snmp'].map((folder) => join(root, folder));
const modules = readdirSync(join(root, 'deploy/snmp')).filter((name) => name.endsWith('.txt'));

/** What smilint says of one of our modules at a level; what it finds in others isn't ours. */
function findings(module: string, level: number): string[] {
  const preload = ['SNMPv2-SMI', 'SNMPv2-TC', 'SNMPv2-CONF'].flatMap((name) => ['-p', name]);
  const run = spawnSync('smilint', ['-c', '/dev/null', '-l', String(level), ...preload, `deploy/snmp/${module}`], {
    cwd: root,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, SMIPATH: folders.join(':') },
    encoding: 'utf8',
  });
  if (run.error) throw run.error;
  return `${run.stdout}${run.stderr}`.split('\n').filter((line) => line.includes('deploy/snmp/'));
}

test('smilint finds nothing in our MIB modules at level 3', () => {
  expect(modules).toEqual(['BAILIWICK-SERVICES-MIB.txt', 'BAILIWICK-SMI.txt', 'BAILIWICK-XMPP-MIB.txt']);
  expect(modules.flatMap((module) => findings(module, 3))).toEqual([]);
});

test('and at level 6 only what is meant so: a root by numbers, types for other modules, a name as in SNMPv2-SMI', () => {
  const meant = /implicit node definition|is not referenced in this module|should match `\*-MIB'/;
  expect(modules.flatMap((module) => findings(module, 6)).filter((line) => !meant.test(line))).toEqual([]);
});

test('smilint would find a mistake', () => {
  const broken = spawnSync('smilint', ['-c', '/dev/null', '-l', '3', 'deploy/snmp/BAILIWICK-XMPP-MIB.txt'], {
    cwd: root,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, SMIPATH: join(root, 'deploy/snmp') },
    encoding: 'utf8',
  });
  expect(`${broken.stdout}${broken.stderr}`).toContain('failed to locate MIB module');
});
