'use client';

import { PlugZap, SquareTerminal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { ServerView } from '#lib/services/servers/view-server.ts';
import { TestSteps } from '../../_parts/test-steps.tsx';
import { useServerTest } from '../../_parts/use-server-test.ts';
import { removeServer } from '../../actions.ts';

const notYours = 'Only system administrators change servers.';

export function ServerHead({ server }: { server: ServerView }) {
  const { id, settings, may } = server;
  const [open, setOpen] = useState<'test' | 'remove' | null>(null);
  const test = useServerTest();
  const router = useRouter();
  const toast = useToast();
  const begin = () => void test.begin({ id, settings, secret: null });
  const remove = async () => {
    const answer = await removeServer({ id, confirm: settings.name });
    if (!answer.ok) return answer.failure;
    toast({ title: `The server ${answer.value.name} was removed` });
    router.push('/servers');
    return null;
  };
  return (
    <>
      <PageHead
        back={{ href: '/servers', label: 'Servers' }}
        title={settings.name}
        detail={<Mono value={settings.domain} faint />}
        actions={
          <>
            <Button
              icon={<PlugZap aria-hidden />}
              disabledReason={!may.edit && notYours}
              onClick={() => {
                setOpen('test');
                begin();
              }}
            >
              Test connection
            </Button>
            {may.runCommands && (
              <Button icon={<SquareTerminal aria-hidden />} href={`/commands?${new URLSearchParams({ server: id })}`}>
                Commands
              </Button>
            )}
          </>
        }
        primary={
          <Button kind="primary" href={`/servers/${id}/edit`} disabledReason={!may.edit && notYours}>
            Edit server
          </Button>
        }
        menu={
          <MenuItem danger onSelect={() => setOpen('remove')} disabledReason={!may.edit && notYours}>
            Remove server
          </MenuItem>
        }
      />
      {open === 'test' && (
        <Dialog
          open
          onOpenChange={() => setOpen(null)}
          title={`Test connection to ${settings.name}`}
          description="On a connection of its own; the one in use is left alone."
          footer={
            <>
              <Button onClick={begin} pending={test.running}>
                Test again
              </Button>
              <Button onClick={() => setOpen(null)}>Close</Button>
            </>
          }
        >
          <TestSteps test={test} />
        </Dialog>
      )}
      {open === 'remove' && (
        <ConfirmDialog
          open
          onOpenChange={() => setOpen(null)}
          danger
          title={`Remove ${settings.name}`}
          description="This can’t be undone."
          confirmLabel="Remove server"
          typeToConfirm={settings.name}
          onConfirm={remove}
        >
          <ul className="list-disc pl-5 text-soft text-sm">
            <li>The portal closes its connection and forgets the settings and the password</li>
            <li>Commands that are under way there can’t be continued</li>
            <li>On the server itself nothing changes</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
