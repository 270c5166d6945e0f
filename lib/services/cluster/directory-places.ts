import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { CertificateLook, Places } from '../../domain/cluster-doctor.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Portal } from '../context.ts';
import { lookAtCertificate } from './look-at-certificate.ts';

const eachMs = 4_000;

/** The certificates of the directory's servers. Only ldaps: what speaks StartTLS shows none before that is asked for. */
export async function directoryPlaces({ config, providers }: Pick<Portal, 'config' | 'providers'>): Promise<Places> {
  const secure = providers.map(({ url }) => new URL(url)).filter(({ protocol }) => protocol === 'ldaps:');
  const ca = caOf(config.directory.caFile);
  return { certificates: await Promise.all(secure.map((url) => look(url, ca))), services: [] };
}

function caOf(file: string | undefined): string {
  try {
    return file ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

async function look(url: URL, ca: string): Promise<CertificateLook> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || 636;
  const where = { member: `${url.hostname}:${port}`, host, port, lacks: [] };
  const deadline = Date.now() + eachMs;
  const seen = await lookAtCertificate(() => opened(host, port, deadline), { names: [host], ca, deadline });
  return 'why' in seen ? { ...where, seen: false, why: seen.why } : { ...where, seen: true, ...seen };
}

function opened(host: string, port: number, deadline: number): Promise<Result<Socket>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: Result<Socket>) => {
      clearTimeout(timer);
      if (!answer.ok) socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(silent()), Math.max(0, deadline - Date.now()));
    // Stays: an error after this one must not end the process.
    socket.on('error', () => end(silent()));
    socket.once('connect', () => end(ok(socket)));
  });
}

const silent = () => failed({ kind: 'unavailable', why: 'nothing answers there' });
