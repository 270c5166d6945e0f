// Run after `npm install` or `npm update`: node bin/complete-lockfile.mjs
// npm leaves packages of other platforms out of package-lock.json when the registry in use doesn't carry them, and then
// `npm ci` fails with "Missing: … from lock file". This adds an entry for each, by what their names say of system and
// processor, and takes out addresses of the registry, which are nobody else's business.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;

for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      optional: true,
      ...platformOf(name),
    };
    added++;
  }
}
for (const entry of Object.values(lock.packages)) {
  if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages added to ${file}.`);

/** Beside the package that wants it, or in any node_modules above. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const words = name.split('/').pop().split(/[-_.]/);
  const os = [
    'darwin',
    'win32',
    'linux',
    'linuxmusl',
    'android',
    'freebsd',
    'openbsd',
    'netbsd',
    'sunos',
    'aix',
    'openharmony',
    'wasi',
  ].find((known) => words.includes(known));
  const cpu = [
    'arm64',
    'x64',
    'ia32',
    'arm',
    'armv7',
    'riscv64',
    's390x',
    'ppc64',
    'ppc64le',
    'loong64',
    'mips64el',
    'wasm32',
  ].find((known) => words.includes(known));
  const libc =
    os === 'linuxmusl' || words.some((word) => word.startsWith('musl'))
      ? ['musl']
      : words.some((word) => word.startsWith('gnu'))
        ? ['glibc']
        : undefined;
  if (!os && !cpu)
    throw new Error(`${name}: neither system nor processor can be told from its name; add it to ${file} by hand`);
  return {
    ...(os && os !== 'wasi' ? { os: [os === 'linuxmusl' ? 'linux' : os] } : {}),
    ...(cpu ? { cpu: [cpu === 'armv7' ? 'arm' : cpu] } : {}),
    ...(libc ? { libc } : {}),
  };
}
