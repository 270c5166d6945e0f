import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

/** Debian packages by what needs them, each with a program, or a library below /usr/lib/<machine>, that shows that it is there. */
const packages = {
  directory: [
    { name: 'slapd', program: '/usr/sbin/slapd' },
    { name: 'ldap-utils', program: '/usr/bin/ldapsearch' },
    { name: 'openssl', program: '/usr/bin/openssl' },
  ],
  xmpp: [
    { name: 'ejabberd', program: '/usr/sbin/ejabberdctl' },
    { name: 'prosody', program: '/usr/bin/prosody' },
    { name: 'lua-ldap', library: 'lua/5.4/lualdap.so' },
  ],
  browser: [{ name: 'chromium', program: '/usr/bin/chromium' }],
  snmp: [{ name: 'snmpd', program: '/usr/sbin/snmpd' }],
  // What the tests compare with.
  judges: [
    { name: 'snmp', program: '/usr/bin/snmpwalk' },
    { name: 'rrdtool', program: '/usr/bin/rrdtool' },
    { name: 'smitools', program: '/usr/bin/smilint' },
    { name: 'victoria-metrics', program: '/usr/bin/victoria-metrics' },
    { name: 'openssh-server', program: '/usr/sbin/sshd' },
  ],
  // What `npm run bench` measures beside.
  rivals: [
    { name: 'prometheus-snmp-exporter', program: '/usr/bin/prometheus-snmp-exporter' },
    { name: 'rrdcached', program: '/usr/bin/rrdcached' },
    { name: 'postgresql', program: '/usr/lib/postgresql/15/bin/postgres' },
  ],
};

/** Installs what is missing as root; otherwise says which command does it, and ends. */
export async function needDebianPackages(purposes) {
  const missing = purposes.flatMap((purpose) => packages[purpose]).filter((one) => !isThere(one));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() !== 0) {
    throw new SetupProblem(
      `These Debian packages are missing: ${names.join(', ')}. Install them, then run this again:\n\n  sudo apt-get install -y ${names.join(' ')}\n\nTheir own services aren't needed: Bailiwick starts private ones.`,
    );
  }
  console.log(`Installing the Debian packages ${names.join(', ')}…`);
  await withoutStartingServices(() => install(names));
  leaveServicesOff(names);
}

async function install(names) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const failed = `The Debian packages ${names.join(', ')} were not installed: apt-get failed. What it says above names the reason.`;
  // The package would otherwise set up a directory of its own in /etc and /var, to be started with the machine.
  if (names.includes('slapd'))
    spawnSync('debconf-set-selections', { input: 'slapd slapd/no_configuration boolean true\n', env: environment });
  const line = ['install', '-y', '--no-install-recommends', ...names];
  // A fresh machine has no package lists yet, and old lists name packages that are gone: both end the first try.
  const done = await run('apt-get', ['-q', ...line], failed, environment).then(
    () => true,
    (problem) => {
      if (problem.message !== failed) throw problem;
      return false;
    },
  );
  if (done) return;
  await run('apt-get', ['-q', 'update'], failed, environment);
  await run('apt-get', ['-q', ...line], failed, environment);
}

const policyFile = '/usr/sbin/policy-rc.d';

/** policy-rc.d answering 101 (invoke-rc.d(8)) keeps packages from starting services. One that is there already stays. */
async function withoutStartingServices(work) {
  if (existsSync(policyFile)) return work();
  const remove = () => rmSync(policyFile, { force: true });
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  process.once('exit', remove);
  try {
    return await work();
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/** Services that come with packages, and that Debian would start with the machine. */
const services = {
  ejabberd: ['ejabberd.service', 'epmd.service', 'epmd.socket'],
  prosody: ['prosody.service'],
  snmpd: ['snmpd.service'],
  'victoria-metrics': ['victoria-metrics.service'],
  rrdcached: ['rrdcached.service'],
  postgresql: ['postgresql.service'],
  'prometheus-snmp-exporter': ['prometheus-snmp-exporter.service'],
  'openssh-server': ['ssh.service', 'ssh.socket'],
};

/** Only of packages that were installed just now: what somebody set up before stays as it is. */
function leaveServicesOff(names) {
  const units = names.flatMap((name) => services[name] ?? []);
  if (units.length === 0) return;
  const now = existsSync('/run/systemd/system') ? ['--now'] : [];
  // Without systemd there is nothing to switch off, and nothing lost.
  spawnSync('systemctl', ['disable', '--quiet', ...now, ...units], { stdio: 'ignore' });
}

function isThere({ program, library }) {
  if (program) return isProgram(program);
  return readdirSync('/usr/lib').some((machine) => existsSync(`/usr/lib/${machine}/${library}`));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
