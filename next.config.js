/**
 * Static headers only: the Content-Security-Policy carries a nonce per request and is set where the nonce is made.
 * @type {import('next').NextConfig}
 */
const config = {
  reactStrictMode: true,
  // Types are a step of npm test: a demo doesn't wait for them.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
  // A MIB module of 2 MB, with its quotes and line ends escaped; a photo of 1 MB as base64.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  // Native code and drivers stay outside the bundle.
  serverExternalPackages: ['sharp', 'pino', '@prisma/client', '@prisma/adapter-pg', 'pg', 'ldapts', 'ssh2'],
  async headers() {
    return [{ source: '/:path*', headers: staticHeaders }];
  },
};

const staticHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
];

export default config;
