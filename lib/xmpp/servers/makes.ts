import { bailiwick } from './bailiwick.ts';
import { ejabberd } from './ejabberd.ts';
import { generic } from './generic.ts';
import type { AbilityName } from './port.ts';
import { prosody } from './prosody.ts';
import type { Denial } from './refusals.ts';
import { abilityTable, type Method, type Roads } from './roads.ts';
import type { Survey } from './survey.ts';
import { isAdministrators, ours } from './tools.ts';

type Make = {
  roads: Roads;
  module: string;
  brings: readonly Method[];
  /** What no module brings it, and why. */
  lacks?: { methods: readonly Method[]; why: string };
};

/** By what a server calls itself (XEP-0092): what it does in its own way, and where our module for it lies. */
const known: Readonly<Record<string, Make>> = {
  ejabberd: { roads: ejabberd, module: 'deploy/xmpp/ejabberd', brings: [] },
  // Beside its own commands it brings these standard ones.
  Prosody: {
    roads: prosody,
    module: 'deploy/xmpp/prosody',
    brings: ['onlineCount', 'registeredCount', 'motd'],
    lacks: {
      methods: abilityTable.changeCluster.methods,
      why: 'A Prosody server is always one by itself: it has no cluster.',
    },
  },
};

/** Ours first, then the server's own way, then what the standards say. */
function roads(make: string): readonly Roads[] {
  const own = Object.hasOwn(known, make) ? known[make]?.roads : undefined;
  return own ? [bailiwick, own, generic] : [bailiwick, generic];
}

/** Why there is no road at all, and what an administrator can do about it. */
function denial(method: Method, told: AbilityName | undefined, survey: Survey): Denial {
  const { make, commands } = survey;
  // Anybody may see some, such as ejabberd's ping.
  if (![...commands].some((node) => isAdministrators(node)))
    return {
      why: "The server lists no administrator's commands for the portal's account.",
      todo: 'Make the account an administrator of the server, and load its modules for ad-hoc commands.',
    };
  const why = `${make || 'This server'} has no command for it.`;
  const one = Object.hasOwn(known, make) ? known[make] : undefined;
  if (one?.lacks?.methods.includes(method)) return { why: one.lacks.why, todo: '' };
  const brought =
    (bailiwick[method] && (!told || bailiwick[method].some((road) => road.tells?.includes(told)))) || false;
  const installed = commands.has(ours('sessions'));
  if (!one || !(brought || one.brings.includes(method))) return { why, todo: '' };
  const verb = installed ? 'Install the newest' : 'Install';
  return { why, todo: `${verb} mod_bailiwick (${one.module}).` };
}

export const makes = { roads, denial };
