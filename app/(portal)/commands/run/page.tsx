import { notFound } from 'next/navigation';
import { can } from '#lib/policy/can.ts';
import { viewServer } from '#lib/services/servers/view-server.ts';
import { requireContext } from '#lib/web/current.ts';
import { CommandRunner } from './_parts/command-runner.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Run command' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?server=&jid=&node=` name the command. Opening the page asks the server for nothing yet. */
export default async function RunCommandPage({ searchParams }: Props) {
  const context = await requireContext();
  if (!can(context.actor, 'commands.run', { realm: null }).allowed) notFound();
  const { server, jid, node } = await searchParams;
  if (typeof server !== 'string' || typeof jid !== 'string' || typeof node !== 'string') notFound();
  const found = await viewServer(context, { id: server });
  if (!found.ok) notFound();
  const known = context.xmpp.catalogs.known(server)?.commands.find((one) => one.jid === jid && one.node === node);
  return (
    <CommandRunner
      key={`${server} ${jid} ${node}`}
      command={{ server, jid, node }}
      name={known?.name || node}
      serverName={found.value.settings.name}
    />
  );
}
