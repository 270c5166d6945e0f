import { notFound } from 'next/navigation';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { can } from '#lib/policy/can.ts';
import { profileChoices } from '#lib/services/devices/profile-choices.ts';
import { requireContext } from '#lib/web/current.ts';
import { DeviceForm } from '../_parts/device-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Add device' };

export default async function AddDevicePage() {
  const { actor, config } = await requireContext();
  if (!can(actor, 'devices.edit', { realm: null }).allowed) notFound();
  return (
    <Page narrow>
      <PageHead title="Add device" back={{ href: '/devices', label: 'Devices' }} />
      <DeviceForm choices={profileChoices} allowNoAuth={config.snmp.allowNoAuth} />
    </Page>
  );
}
