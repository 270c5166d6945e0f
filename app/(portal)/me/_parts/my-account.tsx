import { Card } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { UserState } from '#lib/services/users/user-state.ts';

const soonMs = 14 * 86_400_000;

/** How old the password is and when it ends. */
export function MyAccount({
  state,
  uid,
  lastSignInAt,
}: {
  state: UserState;
  uid: string;
  lastSignInAt: string | null;
}) {
  return (
    <Card title="Account">
      <Facts>
        <Fact label="Username">
          <Mono value={uid} />
        </Fact>
        <Fact label="Password set">
          <RelativeTime value={state.passwordChangedAt} none="unknown" />
        </Fact>
        <Fact label="Password ends">
          <Expiry state={state} />
        </Fact>
        <Fact label="Last sign-in">
          <RelativeTime value={lastSignInAt} none="unknown" />
        </Fact>
        {state.failedSignIns > 0 && <Fact label="Failed tries since">{state.failedSignIns}</Fact>}
      </Facts>
    </Card>
  );
}

function Expiry({ state: { passwordExpiresAt, expired } }: { state: UserState }) {
  if (!passwordExpiresAt) return 'never';
  const soon = Date.parse(passwordExpiresAt) - Date.now() < soonMs;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {(expired || soon) && (
        <StateBadge state={expired ? 'failing' : 'warning'}>{expired ? 'Expired' : 'Soon'}</StateBadge>
      )}
      <RelativeTime value={passwordExpiresAt} />
    </span>
  );
}
