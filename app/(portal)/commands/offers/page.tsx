import { notFound } from 'next/navigation';
import { listOffers } from '#lib/services/commands/offers/list-offers.ts';
import { requireContext } from '#lib/web/current.ts';
import { OfferList } from './_parts/offer-list.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Offered commands' };

export default async function OffersPage() {
  const offers = await listOffers(await requireContext(), {});
  if (!offers.ok) notFound();
  return <OfferList rows={offers.value} />;
}
