import Link from 'next/link';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import type { RenameView } from '#lib/services/users/rename/view-rename.ts';

/** On the person's page, while a rename isn't over. */
export function RenameNotice({ id, job }: { id: string; job: RenameView | null }) {
  if (!job || job.state === 'done' || job.state === 'taken-back') return null;
  const running = job.state === 'running';
  return (
    <Notice
      state={running ? 'unknown' : 'warning'}
      action={
        <Link href={`/users/${id}/rename`} className="flex-none font-medium underline">
          {running ? 'See how far it is' : 'Continue or take back'}
        </Link>
      }
    >
      {running
        ? `A rename from ${job.from.jid} to ${job.to.jid} is under way.`
        : `A rename from ${job.from.jid} to ${job.to.jid} was interrupted.`}
    </Notice>
  );
}
