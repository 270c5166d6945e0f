import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Member } from '#lib/domain/cluster.ts';
import { memberStates, roleWords } from './state-of.ts';

type Row = Pick<Member, 'name' | 'role' | 'state' | 'address' | 'version' | 'sessions' | 'sees'> & {
  since: string | Date | null;
};

const faint = (text: string) => <span className="text-faint">{text}</span>;

/** What the picture shows, and what else is known of each member. */
export function MembersTable({ label, members }: { label: string; members: readonly Row[] }) {
  const sessions = members.some((one) => one.sessions !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full text-left text-sm" aria-label={label}>
        <thead className="text-faint text-xs">
          <tr>
            {[
              'Member',
              'State',
              'Role',
              'Since',
              'Version',
              ...(sessions ? ['Sessions'] : []),
              'Counts as members',
            ].map((head) => (
              <th key={head} scope="col" className="whitespace-nowrap py-1 pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody data-figures>
          {members.map((member) => (
            <MemberRow key={member.name} member={member} sessions={sessions} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MemberRow({ member, sessions }: { member: Row; sessions: boolean }) {
  const { state, word } = memberStates[member.state] ?? { state: 'unknown', word: 'Not known' };
  const { name, role, address, since, version, sees } = member;
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="py-1 pr-4 font-normal">
        <Mono value={name} />
        {address && !name.includes(address) && <div className="text-faint text-xs">{address}</div>}
      </th>
      <td className="py-1 pr-4">
        <StateBadge state={state}>{word}</StateBadge>
      </td>
      <td className="py-1 pr-4 text-soft">{roleWords[role]}</td>
      <td className="py-1 pr-4">
        <RelativeTime value={since} />
      </td>
      <td className="whitespace-nowrap py-1 pr-4">{version ?? faint('–')}</td>
      {sessions && <td className="py-1 pr-4">{member.sessions?.toLocaleString('en') ?? faint('–')}</td>}
      <td className="py-1">
        {sees === null ? faint('Not asked') : <Mono value={sees.length > 0 ? sees.join(', ') : 'nobody'} wrap />}
      </td>
    </tr>
  );
}
