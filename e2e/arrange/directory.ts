import { execFile, execFileSync } from 'node:child_process';
import { labFacts } from './under-test.ts';

/**
 * The directory as its owner reaches it (SASL EXTERNAL over its socket): to arrange what a test needs, and to look whether
 * the portal told the truth.
 */
export function ldapModify(ldif: string): void {
  execFileSync('ldapmodify', ['-Y', 'EXTERNAL', '-Q', '-e', 'relax', '-H', socket()], { input: ldif, timeout: 10_000 });
}

/** LDIF of what is found, unwrapped. */
export async function ldapSearch(filter: string, ...attributes: string[]): Promise<string> {
  const base = [
    '-Y',
    'EXTERNAL',
    '-Q',
    '-LLL',
    '-o',
    'ldif-wrap=no',
    '-H',
    socket(),
    '-b',
    labFacts().directory.baseDn,
  ];
  return new Promise((resolve, reject) =>
    execFile(
      'ldapsearch',
      [...base, filter, ...attributes],
      { timeout: 20_000, maxBuffer: 64 << 20 },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    ),
  );
}

/** The values of one attribute of whatever the filter finds. */
export async function valuesOf(filter: string, attribute: string): Promise<string[]> {
  const ldif = await ldapSearch(filter, attribute);
  const lines = ldif.split('\n').filter((line) => line.toLowerCase().startsWith(`${attribute.toLowerCase()}:`));
  return lines.map((line) => {
    const value = line.slice(attribute.length + 1);
    return value.startsWith(': ') ? Buffer.from(value.slice(2), 'base64').toString() : value.trimStart();
  });
}

function socket(): string {
  const { ldapiUrl } = labFacts().directory;
  if (!ldapiUrl) throw new Error('The lab has no socket: its folder has too long a path.');
  return ldapiUrl;
}
