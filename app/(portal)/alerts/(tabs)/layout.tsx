import { Plus } from 'lucide-react';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { TabLinks } from '#app/_ui/frame/tab-links.tsx';
import { can } from '#lib/policy/can.ts';
import { requireContext } from '#lib/web/current.ts';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Alerts' };

const tabs = [
  { href: '/alerts', label: 'Now' },
  { href: '/alerts/rules', label: 'Rules' },
  { href: '/alerts/silences', label: 'Silences' },
  { href: '/alerts/dependencies', label: 'Dependencies' },
  { href: '/alerts/channels', label: 'Channels' },
  { href: '/alerts/history', label: 'History' },
];

export default async function AlertsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireContext();
  const whole = { realm: null };
  if (!can(actor, 'operations.read', whole).allowed) notFound();
  const mayEdit = can(actor, 'operations.edit', whole).allowed;
  return (
    <Page>
      <PageHead
        title="Alerts"
        primary={
          <Button
            href="/alerts/rules/new"
            kind="primary"
            icon={<Plus aria-hidden />}
            disabledReason={!mayEdit && 'You may not change how the servers are watched.'}
          >
            Add rule
          </Button>
        }
      />
      <TabLinks label="Parts of the alerts" tabs={tabs} />
      {children}
    </Page>
  );
}
