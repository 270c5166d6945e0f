import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can, canSomewhere } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { AnnouncementDesk } from './_parts/announcement-desk.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Announcements' };

/** Whoever may announce somewhere writes here; servers as a whole and the message of the day are for who may act on them. */
export default async function AnnouncementsPage() {
  const { actor } = await requireContext();
  if (!canSomewhere(actor, 'announcements.send')) notFound();
  const whole = { realm: null };
  return (
    <Page>
      <PageHead title="Announcements" />
      <Suspense>
        <AnnouncementDesk
          toServers={can(actor, 'announcements.send', whole).allowed && can(actor, 'servers.read', whole).allowed}
          setMotd={can(actor, 'servers.operate', whole).allowed}
        />
      </Suspense>
    </Page>
  );
}
