import { join } from 'node:path';
import type { LabFacts } from '../lab/facts.ts';
import { labFile } from '../lab/facts.ts';
import type { Config } from '../lib/config/config.ts';

/** What a demo prints once it is ready. The password is shown only when it was just made up. */
export function describeDemo(facts: LabFacts, settings: Config, seeded: boolean): string[] {
  const { accounts, directory, xmpp } = facts;
  const width = Math.max(...accounts.map(({ uid }) => uid.length));
  const file = labFile(settings.home);
  return [
    '',
    `Ready: ${settings.publicUrl}`,
    '',
    'Demo accounts:',
    ...accounts.map(({ uid, what }) => `  ${uid.padEnd(width)}  ${what}`),
    '',
    settings.demoPassword
      ? 'Their password is the one in BAILIWICK_DEMO_PASSWORD.'
      : seeded
        ? `Their password, shown this once: ${accounts[0]?.password}`
        : `Their password is in ${file}.`,
    ...(directory.users !== settings.labUsers
      ? [
          `The directory keeps the ${directory.users} people it was made with. To have ${settings.labUsers}, start over: npm run demo -- --fresh`,
        ]
      : []),
    ...(xmpp?.servers ?? []).map(
      ({ kind, domains, nodes }) =>
        `XMPP: ${kind} for ${domains.join(', ')} at ${nodes.map(({ host }) => host).join(' and ')}, on the standard ports, which were free there.`,
    ),
    `Where everything listens: ${file}. Directory log: ${join(settings.home, 'slapd/slapd.log')}.`,
    'Ctrl-C stops all of it.',
  ];
}
