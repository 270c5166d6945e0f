import { Mono } from '#app/_ui/show/mono.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { AnnouncementPreview } from '#lib/services/announcements/preview-announcement.ts';

const count = (people: number | null) => (people === null ? '–' : people.toLocaleString('en'));
const mostShown = 50;

/** Domain by domain: by which server, how many, and who isn't reached and why. */
export function ReachTable({ preview: { parts, unreached } }: { preview: AnnouncementPreview }) {
  return (
    <div className="overflow-x-auto">
      <table aria-label="Who gets it" className="w-full min-w-100 text-left text-sm" data-figures>
        <thead className="text-faint text-xs">
          <tr>
            <th scope="col" className="py-1 pr-4 font-medium">
              Domain
            </th>
            <th scope="col" className="py-1 pr-4 text-right font-medium">
              People
            </th>
            <th scope="col" className="py-1 pr-4 text-right font-medium">
              Online
            </th>
            <th scope="col" className="py-1 font-medium">
              {parts.some(({ by }) => by !== null) ? 'By' : <span className="sr-only">Problem</span>}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.slice(0, mostShown).map(({ domain, people, online, by }) => (
            <tr key={domain} className="border-line border-t">
              <td className="py-1 pr-4">
                <Mono value={domain} wrap />
              </td>
              <td className="py-1 pr-4 text-right">{count(people)}</td>
              <td className="py-1 pr-4 text-right">{count(online)}</td>
              <td className="py-1 text-soft">{by}</td>
            </tr>
          ))}
          {unreached.slice(0, mostShown).map(({ domain, people, why, todo }) => (
            <tr key={domain} className="border-line border-t align-top">
              <td className="py-1 pr-4">{domain ? <Mono value={domain} wrap /> : 'No JID'}</td>
              <td className="py-1 pr-4 text-right">{count(people)}</td>
              <td className="py-1 pr-4" />
              <td className="py-1">
                <StateBadge state="warning">Not reached</StateBadge>
                <p className="text-soft text-xs">
                  {why} {todo}
                </p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
