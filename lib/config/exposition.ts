import { z } from 'zod';
import { ConfigError, secret } from './secret.ts';

/** GET /metrics, on a listener of its own (lib/collector/exposition). */
export const expositionSettings = z.object({
  METRICS_LISTEN: z
    .string()
    .regex(/^(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}$/, 'must be host:port, such as 127.0.0.1:9464')
    .optional(),
  METRICS_TOKEN: z.string().optional(),
  METRICS_TOKEN_FILE: z.string().optional(),
});

/** `token` empty: none, which only loopback may do without. */
export function expositionOf(s: z.infer<typeof expositionSettings>) {
  const token = secret('METRICS_TOKEN', s.METRICS_TOKEN, s.METRICS_TOKEN_FILE);
  if (!s.METRICS_LISTEN) return null;
  const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(s.METRICS_LISTEN) ?? [];
  const unfit = (why: string) => new ConfigError(`The settings can't be used: ${why}.`);
  if (Number(port) > 65_535) throw unfit('METRICS_LISTEN must be host:port, such as 127.0.0.1:9464');
  if (token && !/^[\x21-\x7e]{16,}$/.test(token))
    throw unfit('METRICS_TOKEN must have at least 16 characters, none of them a space');
  if (!token && !/^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host))
    throw unfit('METRICS_LISTEN on another address than loopback needs METRICS_TOKEN');
  return { host, port: Number(port), token };
}
