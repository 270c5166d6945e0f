import { notFound } from 'next/navigation';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { profileChoices } from '#lib/services/devices/profile-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { DeviceForm } from '../../_parts/device-form.tsx';
import { readDevice } from '../_parts/read-device.ts';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Edit device' };

type Props = { params: Promise<{ id: string }> };

export default async function EditDevicePage({ params }: Props) {
  const { config } = await requireContext();
  const { id } = await params;
  const result = await readDevice(id);
  if (result.ok && !result.value.may.edit) notFound();
  return (
    <Page narrow>
      <PageHead
        title={result.ok ? `Edit ${result.value.settings.name}` : 'Edit device'}
        back={{ href: `/devices/${id}`, label: 'Device' }}
      />
      {result.ok ? (
        <DeviceForm device={result.value} choices={profileChoices} allowNoAuth={config.snmp.allowNoAuth} />
      ) : (
        <ErrorNote failure={publicFailure(result.failure)} />
      )}
    </Page>
  );
}
