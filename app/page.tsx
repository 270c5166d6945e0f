import { redirect } from 'next/navigation';
import { requireContext } from '#lib/web/current.ts';
import { homeOf } from '#lib/web/navigation.ts';

export const dynamic = 'force-dynamic';

/** Everybody starts at the first place that is theirs. */
export default async function StartPage() {
  const { actor } = await requireContext();
  redirect(homeOf(actor));
}
