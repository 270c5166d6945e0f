import { ok, type Result } from '../../domain/failure.ts';
import type { XmppConnection } from '../port.ts';
import { text } from './values.ts';

/** What a server is and offers, by its own words. */
export type Survey = {
  /** "ejabberd", "Prosody"; empty when it doesn't say (XEP-0092). */
  make: string;
  version: string;
  /** Nodes of its ad-hoc commands (XEP-0050, 2.2). */
  commands: ReadonlySet<string>;
  /** Nodes of its own that it shows by service discovery (XEP-0030). */
  nodes: ReadonlySet<string>;
};

/** Three questions at once. Fails when what it lists isn't known: that would be kept as if it listed nothing. */
export async function surveyOf(connection: XmppConnection, domain: string): Promise<Result<Survey>> {
  const [version, commands, items] = await Promise.all([
    connection.version(domain),
    connection.listCommands(domain),
    connection.items(domain),
  ]);
  if (!commands.ok && !isRefusal(commands.failure.kind)) return commands;
  if (!items.ok && isSilence(items.failure.kind)) return items;
  const own = (items.ok ? items.value : []).filter(({ jid, node }) => jid === domain && node !== '');
  return ok({
    make: version.ok ? (text([version.value.name]) ?? '') : '',
    version: version.ok ? (text([version.value.version]) ?? '') : '',
    commands: new Set((commands.ok ? commands.value : []).map(({ node }) => node)),
    nodes: new Set(own.map(({ node }) => node)),
  });
}

/** It answered: it has none, or none for us. */
function isRefusal(kind: string): boolean {
  return kind === 'not-found' || kind === 'refused';
}

function isSilence(kind: string): boolean {
  return kind === 'timeout' || kind === 'unavailable';
}
