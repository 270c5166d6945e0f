/**
 * The rooms of the house, and what each may import besides itself, zod and Node's own modules: a room, or one file of it.
 * A file that is named here has rights of its own: that is where the parts are put together.
 * docs/architecture.md says why. Tests may import everything in lib and lab.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'lib/domain': [],
  'lib/config': ['lib/domain'],
  'lib/policy': ['lib/domain', 'lib/config'],
  // How processes begin and end.
  'lib/process.ts': ['lib/config', 'lib/store'],

  // Adapters: none knows another. The catalog is fed from the directory and kept in the database.
  'lib/directory': ['lib/domain', 'lib/config'],
  'lib/store': ['lib/domain', 'lib/config'],
  'lib/xmpp': ['lib/domain', 'lib/config'],
  'lib/metrics': ['lib/domain', 'lib/config', 'lib/store'],
  'lib/snmp': ['lib/domain', 'lib/config'],
  'lib/ssh': ['lib/domain'],
  // Rules and messages are pure; what goes out gets its settings given.
  'lib/alerts': ['lib/domain', 'lib/config', 'lib/store', 'lib/metrics/port.ts', 'lib/xmpp/port.ts'],
  'lib/catalog': ['lib/domain', 'lib/config', 'lib/directory/port.ts', 'lib/store'],

  // Use cases see the directory's port, and the one reader of filters; never a connection.
  'lib/services': [
    'lib/domain',
    'lib/config',
    'lib/policy',
    'lib/catalog',
    'lib/store',
    'lib/directory/port.ts',
    'lib/directory/filters.ts',
    'lib/xmpp/port.ts',
    'lib/xmpp/servers/port.ts',
    'lib/metrics/port.ts',
    'lib/snmp/port.ts',
    'lib/snmp/reading.ts',
    'lib/snmp/profiles',
    'lib/snmp/mib',
    'lib/ssh/port.ts',
    'lib/alerts',
  ],

  'lib/collector': [
    'lib/domain',
    'lib/config',
    'lib/catalog',
    'lib/store',
    'lib/services',
    'lib/directory/port.ts',
    'lib/xmpp/port.ts',
    'lib/xmpp/servers/port.ts',
    'lib/metrics',
    'lib/snmp/port.ts',
    'lib/snmp/reading.ts',
    'lib/ssh/port.ts',
    'lib/alerts',
  ],
  'lib/collector/main.ts': [
    'lib/domain',
    'lib/config',
    'lib/process.ts',
    'lib/store',
    'lib/services',
    'lib/directory',
    'lib/xmpp',
    'lib/metrics',
    'lib/snmp',
    'lib/ssh',
  ],

  // A process of its own, as the collector: it looks at servers and tells snmpd.
  'lib/agent': [
    'lib/domain',
    'lib/store',
    'lib/services',
    'lib/directory/port.ts',
    'lib/xmpp/port.ts',
    'lib/xmpp/servers/port.ts',
  ],
  'lib/agent/main.ts': [
    'lib/config',
    'lib/process.ts',
    'lib/domain',
    'lib/store',
    'lib/services',
    'lib/directory',
    'lib/xmpp',
  ],

  // A process of its own: what devices send becomes events.
  'lib/traps': ['lib/domain', 'lib/config', 'lib/process.ts', 'lib/store', 'lib/services', 'lib/snmp'],

  'lib/web': ['lib/domain', 'lib/policy', 'lib/services', 'lib/store'],
  'lib/web/portal.ts': [
    'lib/config',
    'lib/policy',
    'lib/services',
    'lib/store',
    'lib/directory',
    'lib/xmpp',
    'lib/metrics',
    'lib/snmp',
    'lib/ssh',
  ],

  'app/_ui': [],
  'app/(auth)': ['app/_ui', 'lib/web'],
  'app/(portal)': ['app/_ui', 'lib/web', 'lib/services', 'lib/policy', 'lib/domain'],
  'app/api': ['lib/web', 'lib/services'],
  app: ['app/_ui', 'lib/web'],

  lab: ['lib/config', 'lib/domain', 'lib/store'],
  bin: ['bench', 'lab', 'lib/config', 'lib/domain', 'lib/store', 'lib/web'],
  e2e: ['lab', 'lib/domain', 'bench/browser.ts'],
  // Measures each layer by itself, so it reaches past the ones above.
  bench: ['lab', 'lib', 'bin/node-options.ts'],
};

/** Files that only tests import: they may import what tests may. */
export const testSupport: readonly RegExp[] = [
  /\.test\.tsx?$/,
  /^lib\/.*\/testing\//,
  /-under-test\.ts$/,
  /^lib\/directory\/(test-settings|spying-proxy|hostile-victim)\.ts$/,
];

/** Packages that stay behind a wall, with the rooms that may import them; everything below the name is meant too. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  ldapts: ['lib/directory', 'lab', 'bench'],
  ldapjs: [],
  pg: ['lib/store', 'lab', 'bench'],
  // The catalog builds its statements with Prisma's tagged templates.
  '@prisma': ['lib/store', 'lib/catalog/database.ts', 'bin'],
  '@electric-sql': ['lib/store', 'bin'],
  'rate-limiter-flexible': ['lib/store'],
  // Its managers accept forged replies: only what stands behind the guard may use it.
  'net-snmp': ['lib/snmp', 'lab', 'bench'],
  // One reader with bounds; and its server plays the faulty ones in tests.
  ssh2: ['lib/ssh'],
  nodemailer: ['lib/alerts'],
  '@prometheus-io': ['lib/collector/exposition'],
  next: ['lib/web', 'app', 'bin'],
  'next-auth': ['lib/web', 'app/(auth)', 'app/(portal)', 'app/api'],
  react: ['lib/web', 'app'],
  // The picker hangs a popover on a text field, which the kit has no part for.
  'radix-ui': ['app/_ui', 'app/(portal)/_parts/entry-picker.tsx'],
  cmdk: ['app/_ui'],
  '@tanstack': ['app/_ui'],
  uplot: ['app/_ui'],
};
