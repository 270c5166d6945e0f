import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ToastProvider } from '#app/_ui/feedback/toast.tsx';
import { StyleNonce } from '#app/_ui/frame/style-nonce.tsx';
import { TipLayer } from '#app/_ui/overlay/tip-layer.tsx';
import { parseTheme, themeCookie } from '#app/_ui/theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Bailiwick', template: '%s · Bailiwick' },
  description: 'Administration of XMPP servers and their directory',
  robots: { index: false, follow: false },
  icons: { icon: '/favicon.svg' },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f3f4f6' },
    { media: '(prefers-color-scheme: dark)', color: '#0e0f12' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <StyleNonce />
        <ToastProvider>{children}</ToastProvider>
        <TipLayer />
      </body>
    </html>
  );
}
