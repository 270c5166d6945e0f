'use client';

import { useRouter } from 'next/navigation';
import type { CertificateFacts } from '#lib/domain/certificate.ts';
import type { SshKeyFacts } from '#lib/domain/ssh-key.ts';
import { CredentialSection } from '../../../_parts/credential-section.tsx';
import { changeCredentials } from '../../actions.ts';

type Props = { id: string; certificates: CertificateFacts[]; sshKeys: SshKeyFacts[]; disabledReason?: string };

export function Credentials({ id, ...section }: Props) {
  const router = useRouter();
  return (
    <CredentialSection
      {...section}
      onChange={async (change) => {
        const answer = await changeCredentials({ id, change });
        router.refresh();
        return answer;
      }}
    />
  );
}
