import type { Metadata } from 'next';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { profileChoices } from '#lib/services/devices/profile-choices.ts';
import { publicFailure } from '#lib/web/answer.ts';
import { requireContext } from '#lib/web/current.ts';
import { History } from '../../_parts/history.tsx';
import { DeviceEvents } from './_parts/device-events.tsx';
import { DeviceHead } from './_parts/device-head.tsx';
import { DeviceView } from './_parts/device-view.tsx';
import { deviceTitle, readDevice } from './_parts/read-device.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return deviceTitle((await params).id);
}

/** What the device said last, as the collector keeps it: nothing is asked of it for the page. */
export default async function DevicePage({ params }: Props) {
  await requireContext();
  const device = await readDevice((await params).id);
  if (!device.ok)
    return (
      <Page>
        <ErrorNote failure={publicFailure(device.failure)} />
      </Page>
    );
  const { id, may } = device.value;
  return (
    <Page>
      <DeviceHead device={device.value} choices={profileChoices} />
      <DeviceView first={device.value} choices={profileChoices} />
      <DeviceEvents id={id} />
      {may.readHistory && <History id={id} />}
    </Page>
  );
}
