'use client';

import { ChartLine, Radar } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { ProfileChoice } from '#lib/services/devices/profile-choices.ts';
import type { DeviceView } from '#lib/services/devices/view-device.ts';
import { DeviceTestSteps } from '../../_parts/device-test-steps.tsx';
import { useDeviceTest } from '../../_parts/use-device-test.ts';
import { removeDevice } from '../../actions.ts';
import { ServedProfiles } from './served-profiles.tsx';

const notYours = 'Only system administrators change devices.';

export function DeviceHead({ device, choices }: { device: DeviceView; choices: readonly ProfileChoice[] }) {
  const { id, settings, may } = device;
  const [open, setOpen] = useState<'test' | 'profiles' | 'remove' | null>(null);
  const test = useDeviceTest();
  const router = useRouter();
  const toast = useToast();
  const begin = () => void test.begin({ id, settings, secrets: null });
  const remove = async () => {
    const answer = await removeDevice({ id, confirm: settings.name });
    if (!answer.ok) return answer.failure;
    toast({ title: `The device ${answer.value.name} was removed` });
    router.push('/devices');
    return null;
  };
  return (
    <>
      <PageHead
        back={{ href: '/devices', label: 'Devices' }}
        title={settings.name}
        detail={<Mono value={settings.port === 161 ? settings.host : `${settings.host} ${settings.port}`} faint />}
        actions={
          <>
            <Button
              icon={<Radar aria-hidden />}
              disabledReason={!may.edit && notYours}
              onClick={() => {
                setOpen('test');
                begin();
              }}
            >
              Test device
            </Button>
            <Button
              icon={<ChartLine aria-hidden />}
              href={`/metrics?${new URLSearchParams({ target: `device:${id}` })}`}
            >
              Metrics
            </Button>
          </>
        }
        primary={
          <Button kind="primary" href={`/devices/${id}/edit`} disabledReason={!may.edit && notYours}>
            Edit device
          </Button>
        }
        menu={
          <>
            <MenuItem onSelect={() => setOpen('profiles')}>Look what it serves</MenuItem>
            <MenuItem onSelect={() => router.push(`/devices/${id}/browse`)} disabledReason={!may.edit && notYours}>
              Browse what it says
            </MenuItem>
            <MenuItem danger onSelect={() => setOpen('remove')} disabledReason={!may.edit && notYours}>
              Remove device
            </MenuItem>
          </>
        }
      />
      {open === 'test' && (
        <Dialog
          open
          onOpenChange={() => setOpen(null)}
          title={`Test ${settings.name}`}
          footer={
            <>
              <Button onClick={begin} pending={test.running}>
                Test again
              </Button>
              <Button onClick={() => setOpen(null)}>Close</Button>
            </>
          }
        >
          <DeviceTestSteps state={test} />
        </Dialog>
      )}
      {open === 'profiles' && (
        <Dialog
          open
          onOpenChange={() => setOpen(null)}
          title={`What ${settings.name} serves`}
          footer={<Button onClick={() => setOpen(null)}>Close</Button>}
        >
          <ServedProfiles id={id} choices={choices} />
        </Dialog>
      )}
      {open === 'remove' && (
        <ConfirmDialog
          open
          onOpenChange={() => setOpen(null)}
          danger
          title={`Remove ${settings.name}`}
          description="This can’t be undone."
          confirmLabel="Remove device"
          typeToConfirm={settings.name}
          onConfirm={remove}
        >
          <ul className="list-disc pl-5 text-soft text-sm">
            <li>The portal polls it no longer and forgets the settings and the secrets</li>
            <li>What was measured stays in the metrics for as long as it would anyway</li>
            <li>On the device itself nothing changes</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
