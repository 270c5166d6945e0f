import { notFound } from 'next/navigation';
import { can } from '#lib/policy/can.ts';
import { listOffers } from '#lib/services/commands/offers/list-offers.ts';
import type { Context } from '#lib/services/context.ts';
import { viewServer } from '#lib/services/servers/view-server.ts';
import { requireContext } from '#lib/web/current.ts';
import type { OfferDraft } from './_parts/offer-draft.ts';
import { OfferForm } from './_parts/offer-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Offer command' };

type Parameters = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Parameters> };

/** `?server=&jid=&node=` name a command to offer, `?id=` an offer to edit. */
export default async function OfferPage({ searchParams }: Props) {
  const context = await requireContext();
  if (!can(context.actor, 'commands.offer', { realm: null }).allowed) notFound();
  const parameters = await searchParams;
  const draft = await ('id' in parameters ? existing : fresh)(context, parameters);
  return <OfferForm draft={draft} />;
}

async function fresh(context: Context, { server, jid, node }: Parameters): Promise<OfferDraft> {
  if (typeof server !== 'string' || typeof jid !== 'string' || typeof node !== 'string') notFound();
  const found = await viewServer(context, { id: server });
  if (!found.ok) notFound();
  const known = context.xmpp.catalogs.known(server)?.commands.find((one) => one.jid === jid && one.node === node);
  const command = { server, jid, node };
  return { command, serverName: found.value.settings.name, commandName: known?.name || node, offer: null };
}

async function existing(context: Context, { id }: Parameters): Promise<OfferDraft> {
  const found = await listOffers(context, { id });
  const offer = found.ok ? found.value[0] : undefined;
  if (!offer) notFound();
  const { server, jid, node, name } = offer.settings;
  return { command: { server, jid, node }, serverName: offer.serverName, commandName: name, offer };
}
