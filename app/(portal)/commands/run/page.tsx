import { notFound } from 'next/navigation';
import { can } from '#lib/policy/can.ts';
import { listOffered } from '#lib/services/commands/offers/list-offered.ts';
import type { Context } from '#lib/services/context.ts';
import { viewServer } from '#lib/services/servers/view-server.ts';
import { requireContext } from '#lib/web/current.ts';
import type { CommandTarget } from './_parts/command-card.tsx';
import { CommandRunner } from './_parts/command-runner.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Run command' };

type Parameters = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Parameters> };

/** `?server=&jid=&node=` name the command, `?offer=` one that is offered. Opening the page asks the server for nothing yet. */
export default async function RunCommandPage({ searchParams }: Props) {
  const context = await requireContext();
  const parameters = await searchParams;
  const { target, name } = await ('offer' in parameters ? offered : anyCommand)(context, parameters);
  return <CommandRunner key={Object.values(target.command).join(' ')} target={target} name={name} />;
}

async function anyCommand(context: Context, parameters: Parameters): Promise<{ target: CommandTarget; name: string }> {
  if (!can(context.actor, 'commands.run', { realm: null }).allowed) notFound();
  const { server, jid, node } = parameters;
  if (typeof server !== 'string' || typeof jid !== 'string' || typeof node !== 'string') notFound();
  const found = await viewServer(context, { id: server });
  if (!found.ok) notFound();
  const known = context.xmpp.catalogs.known(server)?.commands.find((one) => one.jid === jid && one.node === node);
  const serverName = found.value.settings.name;
  return { target: { is: 'command', command: { server, jid, node }, serverName }, name: known?.name || node };
}

async function offered(context: Context, { offer }: Parameters): Promise<{ target: CommandTarget; name: string }> {
  const all = await listOffered(context, {});
  const found = all.ok ? all.value.find(({ id }) => id === offer) : undefined;
  if (!found) notFound();
  const { id, name, realmPath, description } = found;
  return { target: { is: 'offer', command: { offer: id }, realmPath, description }, name };
}
