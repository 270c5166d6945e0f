import { Card } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { UserView } from '#lib/services/users/view-user.ts';
import { UserStateBadge } from '../../_parts/user-state-badge.tsx';

export function StateCard({ user: { state } }: { user: UserView }) {
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
        {state.failedSignIns > 0 && <Fact label="Failed sign-ins">{state.failedSignIns}</Fact>}
      </Facts>
    </Card>
  );
}
