import { ok, type Result } from '../../domain/failure.ts';
import type { Host } from './port.ts';
import type { Tools } from './tools.ts';
import * as read from './values.ts';

const mostServices = 20;

/** Its own domain, and the services that it names (XEP-0030): which other domains it serves nobody but our module tells. */
export async function discoveredHosts({ connection, domain }: Tools): Promise<Result<Host[]>> {
  const own: Host = { host: domain, kind: 'users', name: '' };
  const items = await connection.items(domain);
  if (!items.ok) return ok([own]);
  const services = items.value.filter(({ jid, node }) => node === '' && jid !== domain && read.domain([jid]));
  const found = await Promise.all(
    services.slice(0, mostServices).map(async ({ jid, name }): Promise<Host> => {
      const info = await connection.info(jid);
      const identities = info.ok ? info.value.identities : [];
      const isRooms = identities.some(({ category }) => category === 'conference');
      const called = name || identities[0]?.name || '';
      return { host: jid.toLowerCase(), kind: isRooms ? 'rooms' : 'other', name: read.textOrEmpty([called]) ?? '' };
    }),
  );
  return ok([own, ...found]);
}
