import type { ReactNode } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { TabLinks } from '#app/_ui/frame/tab-links.tsx';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { readServer, tabsOf } from '../_parts/read-server.ts';
import { ServerHead } from '../_parts/server-head.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }>; children: ReactNode };

/** Head and tabs stay while somebody moves between the parts of a server's page. */
export default async function ServerLayout({ params, children }: Props) {
  await requireContext();
  const server = await readServer((await params).id);
  return (
    <Page>
      {server.ok ? (
        <>
          <ServerHead server={server.value} />
          <TabLinks label="Parts of this server" tabs={tabsOf(server.value)} />
          {children}
        </>
      ) : (
        <ErrorNote failure={publicFailure(server.failure)} />
      )}
    </Page>
  );
}
