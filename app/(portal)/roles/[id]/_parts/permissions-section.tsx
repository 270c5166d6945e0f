import { Section } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { RoleView } from '#lib/services/roles/view-role.ts';
import { AbilityList } from './ability-list.tsx';

/** What the role carries, as a table: which right, over what, and what it lets somebody do. */
export function PermissionsSection({ role }: { role: RoleView }) {
  return (
    <Section
      title="What it carries"
      hint={
        role.tier
          ? 'Fixed: the portal itself knows this role.'
          : 'What realms grant to this role. Grants are given on the page of each realm.'
      }
    >
      {role.carries.length === 0 ? (
        <p className="py-1 text-soft text-sm">Nothing yet: no realm grants anything to it.</p>
      ) : (
        <div className="overflow-hidden rounded-md border border-line">
          <table className="w-full table-fixed text-left text-sm">
            <thead className="bg-sunken text-faint text-xs max-sm:sr-only">
              <tr>
                <th scope="col" className="w-44 px-3 py-2 font-medium">
                  Right
                </th>
                <th scope="col" className="w-36 px-3 py-2 font-medium">
                  Over
                </th>
                <th scope="col" className="px-3 py-2 font-medium">
                  Lets people
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {role.carries.map(({ label, realm, abilities }) => (
                <tr key={`${label} ${realm?.id}`} className="align-top max-sm:grid">
                  <th scope="row" className="px-3 py-2 font-medium max-sm:pb-0">
                    {label}
                  </th>
                  <td className="px-3 py-2 max-sm:py-1">
                    {realm ? (
                      <Chip href={`/realms/${realm.id}`}>{realm.name} and below</Chip>
                    ) : (
                      'Everything, everywhere'
                    )}
                  </td>
                  <td className="px-3 py-2 max-sm:pt-0">
                    <AbilityList abilities={abilities} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
