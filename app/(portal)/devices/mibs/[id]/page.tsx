import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { readMibText, viewMib } from '#lib/services/mibs/view-mib.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../../_parts/history.tsx';
import { MibHead } from '../_parts/mib-head.tsx';
import { MibTree } from '../_parts/mib-tree.tsx';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ view?: string }> };

const read = cache(async (id: string) => viewMib(await requireContext(), { id: decodeURIComponent(id) }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mib = await read((await params).id);
  return { title: mib.ok ? mib.value.name : 'MIB module' };
}

/** What one module names, and its text. */
export default async function MibPage({ params, searchParams }: Props) {
  const context = await requireContext();
  const mib = await read((await params).id);
  if (!mib.ok && (mib.failure.kind === 'not-found' || mib.failure.kind === 'invalid')) notFound();
  if (!mib.ok)
    return (
      <Page>
        <ErrorNote failure={publicFailure(mib.failure)} />
      </Page>
    );
  const { id, builtIn, root, names, updated, uploadedAt, uploadedBy, imports, troubles, conflicts, may } = mib.value;
  const asText = !builtIn && (await searchParams).view === 'text';
  return (
    <Page>
      <MibHead mib={mib.value} asText={asText} />
      {[...troubles, ...conflicts].length > 0 && (
        <Notice state="warning">
          <ul className="grid gap-1 [overflow-wrap:anywhere]">
            {[...troubles, ...conflicts].map((trouble) => (
              <li key={trouble}>{trouble}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Facts>
        <Fact label="Root">{root ? <Mono value={`${root.text} (${root.oid})`} /> : 'It names nothing'}</Fact>
        <Fact label="Names">{names.toLocaleString('en')}</Fact>
        <Fact label="Last changed">{updated ?? 'It does not say'}</Fact>
        <Fact label="From">{builtIn ? 'Built in' : uploadedBy}</Fact>
        {uploadedAt && (
          <Fact label="Uploaded">
            <RelativeTime value={uploadedAt} />
          </Fact>
        )}
        {imports.length > 0 && <Fact label="Takes names from">{imports.map(({ from }) => from).join(', ')}</Fact>}
      </Facts>
      {asText ? (
        <MibText read={await readMibText(context, { id })} />
      ) : (
        <Section title="Names">
          <MibTree id={id} />
        </Section>
      )}
      {may.readHistory && !builtIn && (
        <Section title="History">
          <History id={id} />
        </Section>
      )}
    </Page>
  );
}

function MibText({ read }: { read: Awaited<ReturnType<typeof readMibText>> }) {
  if (!read.ok) return <ErrorNote failure={publicFailure(read.failure)} />;
  return (
    <Section title="Text">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard.
        tabIndex={0}
        className="max-h-[70vh] overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs"
      >
        {read.value.text}
      </pre>
      {read.value.more > 0 && (
        <p className="py-1 text-faint text-xs">{`And ${read.value.more.toLocaleString('en')} characters more.`}</p>
      )}
    </Section>
  );
}
