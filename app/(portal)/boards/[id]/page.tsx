import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, Suspense } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { can } from '#lib/policy/can.ts';
import { readBoardPage } from '#lib/services/boards/read-board.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { BoardView } from '../_parts/board-view.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ wall?: string | string[] }> };

const read = cache(async (id: string) => readBoardPage(await requireContext(), { id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await read((await params).id);
  return { title: view.ok ? `${view.value.board.name} · Boards` : 'Board' };
}

/** One board. `?wall=1`: for a screen on a wall, without the frame, dark and larger (app/_ui/frame/wall.css). */
export default async function BoardPage({ params, searchParams }: Props) {
  const { actor } = await requireContext();
  if (!can(actor, 'operations.read', { realm: null }).allowed) notFound();
  const { id } = await params;
  const wall = (await searchParams).wall === '1';
  const view = await read(id);
  if (!view.ok && (view.failure.kind === 'not-found' || view.failure.kind === 'invalid')) notFound();
  return (
    <div data-wall={wall ? 'dark' : undefined}>
      <Page>
        {view.ok ? (
          <Suspense>
            {/* Colours are drawn into canvases: what is drawn for the wall isn't kept for the page, or the other way. */}
            <BoardView key={`${id} ${wall}`} view={view.value} wall={wall} />
          </Suspense>
        ) : (
          <ErrorNote failure={publicFailure(view.failure)} />
        )}
      </Page>
    </div>
  );
}
