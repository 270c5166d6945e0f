import type { Result } from '../../domain/failure.ts';
import { ok } from '../../domain/failure.ts';
import type { CommandItem, XmppConnection } from '../../xmpp/port.ts';

/** What a server offers, with the JIDs that gave no answer. */
export type Discovered = { commands: CommandItem[]; services: { jid: string; name: string }[]; silent: string[] };

const commandsNode = 'http://jabber.org/protocol/commands';
const most = { services: 50, commands: 2_000, nodes: 80, depth: 4, listed: 50, atOnce: 4 };

/** By disco of the server, its services and its own nodes (XEP-0030, XEP-0050, 2.2), all of it bounded. */
export async function discoverCommands(connection: XmppConnection, domain: string): Promise<Result<Discovered>> {
  const [own, items] = await Promise.all([connection.listCommands(domain), connection.items(domain)]);
  if (!own.ok) return own;
  const around = items.ok ? items.value : [];
  const services = around.filter(({ jid, node }) => node === '' && jid !== domain).slice(0, most.services);
  const silent: string[] = items.ok ? [] : [domain];
  const ofServices = await inTurns(services, most.atOnce, async ({ jid }) => {
    const listed = await connection.listCommands(jid);
    // Most services have no commands and say so by an error; one that says nothing at all is named.
    if (!listed.ok && isSilence(listed.failure.kind)) silent.push(jid);
    return listed.ok ? listed.value : [];
  });
  const nodes = around.filter(({ jid, node }) => jid === domain && node !== '' && node !== commandsNode);
  const ofNodes = await walkNodes(
    connection,
    domain,
    nodes.map(({ node, name }) => ({ node, name })),
  );
  const commands = uniqueOf([...own.value, ...ofServices.flat(), ...ofNodes]).slice(0, most.commands);
  return ok({ commands, services: services.map(({ jid, name }) => ({ jid, name })), silent });
}

type Node = { node: string; name: string };

/** Some servers keep commands in a tree of nodes: each is asked what it is, and those that hold others are gone into. */
async function walkNodes(connection: XmppConnection, domain: string, first: Node[]): Promise<CommandItem[]> {
  const found: CommandItem[] = [];
  const seen = new Set<string>();
  let level = first;
  for (let depth = 0; depth < most.depth && level.length > 0; depth += 1) {
    const asked = level.filter(({ node }) => !seen.has(node)).slice(0, Math.max(0, most.nodes - seen.size));
    for (const { node } of asked) seen.add(node);
    const below = await inTurns(asked, most.atOnce, async ({ node, name }): Promise<Node[]> => {
      const info = await connection.info(domain, node);
      if (info.ok && isCommand(info.value)) found.push({ jid: domain, node, name: name || node });
      else {
        const items = await connection.items(domain, node);
        const own = items.ok ? items.value.filter((item) => item.jid === domain && item.node !== '') : [];
        // A long list is one of people, not of commands.
        return own.length > most.listed ? [] : own.map((item) => ({ node: item.node, name: item.name }));
      }
      return [];
    });
    level = below.flat();
  }
  return found;
}

function isCommand({ identities, features }: { identities: { category: string; type: string }[]; features: string[] }) {
  const named = identities.some(({ category, type }) => category === 'automation' && type === 'command-node');
  return named || features.includes(commandsNode);
}

function isSilence(kind: string): boolean {
  return kind === 'timeout' || kind === 'unavailable';
}

function uniqueOf(commands: readonly CommandItem[]): CommandItem[] {
  return [...new Map(commands.map((command) => [JSON.stringify([command.jid, command.node]), command])).values()];
}

async function inTurns<T, U>(all: readonly T[], atOnce: number, work: (one: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [at, one] of queue) results[at] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return results;
}
