import { Mono } from '#app/_ui/show/mono.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Finding } from '#lib/domain/cluster-findings.ts';
import { severityWords } from './state-of.ts';

/** What the doctor found, the worst first: what was seen, what it means, what to do. */
export function FindingsList({ label, findings }: { label: string; findings: readonly Finding[] }) {
  return (
    <ul aria-label={label} className="grid gap-2">
      {findings.map((finding) => (
        <li
          key={`${finding.kind} ${finding.member} ${finding.evidence}`}
          className="grid gap-1 rounded-md border border-line px-3 py-2.5 text-sm"
        >
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={finding.severity} ground>
              {severityWords[finding.severity]}
            </StateBadge>
            <h4 className="font-medium">{finding.title}</h4>
            {finding.member && <Mono value={finding.member} faint wrap />}
          </div>
          <p className="[overflow-wrap:anywhere]">{finding.evidence}</p>
          <p className="text-soft">{finding.meaning}</p>
          <p>
            <span className="text-faint">What to do: </span>
            {finding.remedy}
          </p>
        </li>
      ))}
    </ul>
  );
}
