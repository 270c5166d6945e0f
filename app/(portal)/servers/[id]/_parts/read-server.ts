import { notFound } from 'next/navigation';
import { cache } from 'react';
import { type ServerView, viewServer } from '#lib/services/servers/view-server.ts';
import { requireContext } from '#lib/web/current.ts';

const read = cache(async (id: string) => viewServer(await requireContext(), { id }));

/** Once for each request, for the layout and the page in it alike. What somebody may not see is not there. */
export async function readServer(id: string) {
  const server = await read(id);
  if (!server.ok && (server.failure.kind === 'not-found' || server.failure.kind === 'invalid')) notFound();
  return server;
}

/** For `generateMetadata`: "North · Federation". */
export async function serverTitle(id: string, tab?: string): Promise<{ title: string }> {
  const server = await read(id);
  const name = server.ok ? server.value.settings.name : 'Server';
  return { title: tab ? `${tab} · ${name}` : name };
}

/** The tabs of a server's page; each asks again whether somebody may. */
export function tabsOf({ id, may }: ServerView): { href: string; label: string }[] {
  const at = (path: string, label: string) => ({ href: `/servers/${id}${path}`, label });
  return [
    at('', 'Overview'),
    at('/sessions', 'Sessions'),
    at('/federation', 'Federation'),
    at('/cluster', 'Cluster'),
    at('/routes', 'Routes'),
    ...(may.readMetrics ? [at('/metrics', 'Metrics')] : []),
    ...(may.readUsers ? [at('/accounts', 'Accounts')] : []),
    ...(may.readHistory ? [at('/history', 'History')] : []),
  ];
}
