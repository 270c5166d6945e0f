import { Card } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { Term } from '#app/_ui/show/term.tsx';
import type { UserView } from '#lib/services/users/view-user.ts';
import { UserStateBadge } from '../../_parts/user-state-badge.tsx';

export function StateCard({ user: { state, uid, dn, createdAt } }: { user: UserView }) {
  return (
    <Card title="Account">
      <Facts>
        <Fact label="State">
          <UserStateBadge state={state} />
        </Fact>
        {state.lockedSince && (
          <Fact label="Locked">
            <RelativeTime value={state.lockedSince} none="unknown" />
          </Fact>
        )}
        <Fact label="Last sign-in">
          <RelativeTime value={state.lastSignInAt} none="never" />
        </Fact>
        <Fact label="Password set">
          <RelativeTime value={state.passwordChangedAt} none="never" />
        </Fact>
        <Fact label="Password expires">
          <RelativeTime value={state.passwordExpiresAt} none="never" />
        </Fact>
        <Fact label="Username">
          <Mono value={uid} />
        </Fact>
        <Fact label={<Term tip="The distinguished name: where the entry is in the directory.">DN</Term>}>
          <Mono value={dn} copy noun="DN" wrap />
        </Fact>
        <Fact label="Created">
          <RelativeTime value={createdAt} none="unknown" />
        </Fact>
        {state.failedSignIns > 0 && <Fact label="Failed sign-ins">{state.failedSignIns}</Fact>}
      </Facts>
    </Card>
  );
}
