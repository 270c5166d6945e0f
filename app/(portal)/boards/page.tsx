import { Plus } from 'lucide-react';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';
import { BoardTable } from './_parts/board-table.tsx';
import { ImportBoard } from './_parts/import-board.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Boards' };

/** Boards that operators put together; the rows come as JSON (app/api/boards). */
export default async function BoardsPage() {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  const mayEdit = can(actor, 'operations.edit', whole).allowed;
  const blocked = !mayEdit && 'You may not change how the servers are watched.';
  return (
    <Page>
      <PageHead
        title="Boards"
        detail="Charts, figures and states side by side, as you put them together."
        actions={<ImportBoard disabledReason={blocked} />}
        primary={
          <Button href="/boards/new" kind="primary" icon={<Plus aria-hidden />} disabledReason={blocked}>
            Add board
          </Button>
        }
      />
      <Suspense>
        <BoardTable />
      </Suspense>
    </Page>
  );
}
