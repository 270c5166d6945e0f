import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { listWatched } from '#lib/services/devices/watch-object.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { readDevice } from '../_parts/read-device.ts';
import { Browser } from './_parts/browser.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Browse' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ what?: string }> };

/** What a device says below a name, asked of it when somebody says so: nothing is asked for the page itself. */
export default async function BrowsePage({ params, searchParams }: Props) {
  const context = await requireContext();
  const device = await readDevice((await params).id);
  if (!device.ok)
    return (
      <Page>
        <ErrorNote failure={publicFailure(device.failure)} />
      </Page>
    );
  const { id, settings, may } = device.value;
  if (!may.edit) notFound();
  const { what = '' } = await searchParams;
  const watched = await listWatched(context, { id });
  return (
    <Page>
      <PageHead back={{ href: `/devices/${id}`, label: settings.name }} title="Browse" />
      <Browser id={id} first={typeof what === 'string' ? what : ''} watched={watched.ok ? watched.value : []} />
    </Page>
  );
}
