import { redirect } from 'next/navigation';
import { Logo } from '#app/_ui/frame/logo.tsx';
import { current } from '#lib/web/current.ts';
import { safePath } from '#lib/web/safe-path.ts';
import { SignInForm } from './_parts/sign-in-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ from?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { from } = await searchParams;
  const target = safePath(Array.isArray(from) ? from[0] : from);
  const asking = await current();
  if (asking.ok) redirect(target);
  return (
    <main className="flex min-h-dvh items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex justify-center">
          <Logo />
        </div>
        <SignInForm target={target} />
      </div>
    </main>
  );
}
