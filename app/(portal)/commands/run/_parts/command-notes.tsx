import { Notice } from '#app/_ui/feedback/notice.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';

const states = { info: 'unknown', warn: 'warning', error: 'failing' } as const;
const words = { info: 'The server notes', warn: 'The server warns', error: 'The server says it failed' } as const;

/** What the server remarks, the gravest first. */
export function CommandNotes({ notes }: { notes: CommandStep['notes'] }) {
  if (notes.length === 0) return null;
  const grave = ['error', 'warn', 'info'];
  const sorted = notes.toSorted((left, right) => grave.indexOf(left.severity) - grave.indexOf(right.severity));
  return (
    <div className="grid gap-2">
      {sorted.map(({ severity, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no identity, and the same may come twice.
        <Notice key={at} state={states[severity]}>
          <span className="font-medium">{words[severity]}:</span>{' '}
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>
        </Notice>
      ))}
    </div>
  );
}
