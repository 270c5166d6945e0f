import { Mono } from '#app/_ui/show/mono.tsx';

/** Shown once: it is kept nowhere in the portal. */
export function OneTimePassword({ password }: { password: string }) {
  return (
    <div className="rounded-md border border-warning/40 bg-warning-soft px-4 py-3">
      <p className="text-lg">
        <Mono value={password} copy noun="password" />
      </p>
      <p className="mt-1 text-soft text-xs">Hand it over now. It is not shown again and is kept nowhere.</p>
    </div>
  );
}
