'use client';

import { useRouter } from 'next/navigation';
import type { CertificateFacts } from '#lib/domain/certificate.ts';
import type { SshKeyFacts } from '#lib/domain/ssh-key.ts';
import { CredentialSection } from '../../_parts/credential-section.tsx';
import { changeMyCredentials } from '../actions.ts';

export function MyCredentials(section: { certificates: CertificateFacts[]; sshKeys: SshKeyFacts[] }) {
  const router = useRouter();
  return (
    <CredentialSection
      {...section}
      onChange={async (change) => {
        const answer = await changeMyCredentials({ change });
        router.refresh();
        return answer;
      }}
    />
  );
}
