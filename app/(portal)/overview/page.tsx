import { Monitor } from 'lucide-react';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { OverviewView } from './_parts/overview-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Overview' };

type Props = { searchParams: Promise<{ wall?: string | string[] }> };

/** `?wall=1`: for a screen on a wall, without the frame and larger (app/_ui/frame/wall.css). */
export default async function OverviewPage({ searchParams }: Props) {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  const wall = (await searchParams).wall === '1';
  return (
    <div data-wall={wall || undefined}>
      <Page>
        <PageHead
          title="Overview"
          actions={
            <Button kind="quiet" icon={<Monitor aria-hidden />} href={wall ? '/overview' : '/overview?wall=1'}>
              {wall ? 'Leave wall screen' : 'Wall screen'}
            </Button>
          }
        />
        <Suspense>
          <OverviewView wall={wall} />
        </Suspense>
      </Page>
    </div>
  );
}
