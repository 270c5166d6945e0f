import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { type NodeVerb, nodeVerbs } from '#lib/services/servers/nodes/plan.ts';
import { viewNodeJob } from '#lib/services/servers/nodes/view-node-job.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { readServer } from '../_parts/read-server.ts';
import { NodeForm } from './_parts/node-form.tsx';
import { NodeJobProgress } from './_parts/node-job-progress.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Change cluster' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ verb?: string | string[]; node?: string | string[] }>;
};

const titles: Record<NodeVerb, string> = { join: 'Join a node', leave: 'Have a node leave', remove: 'Remove a node' };

/** The form while nothing is under way; otherwise how far it is. */
export default async function ClusterNodePage({ params, searchParams }: Props) {
  const context = await requireContext();
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const server = await readServer(id);
  const job = server.ok ? await viewNodeJob(context, { id }) : server;
  if (!server.ok || !job.ok) {
    const { failure } = server.ok ? (job as Extract<typeof job, { ok: false }>) : server;
    return (
      <Page narrow>
        <ErrorNote failure={publicFailure(failure)} />
      </Page>
    );
  }
  const last = job.value;
  const under = last && last.state !== 'done' && last.state !== 'taken-back';
  if (!under && !server.value.may.operate) notFound();
  const verb = under ? last.verb : (nodeVerbs.find((one) => one === asked.verb) ?? 'join');
  const node = typeof asked.node === 'string' ? asked.node.slice(0, 200) : '';
  const { name } = server.value.settings;
  return (
    <Page narrow>
      <PageHead title={titles[verb]} back={{ href: `/servers/${id}/cluster`, label: name }} />
      {under ? <NodeJobProgress id={id} first={last} /> : <NodeForm id={id} verb={verb} node={node} />}
      {!under && last && (
        <Section title="Last change">
          <NodeJobProgress id={id} first={last} />
        </Section>
      )}
    </Page>
  );
}
