import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

export type ListenAt = { host: string; port: number };
export type Answering = (datagram: Buffer) => void;

/** What comes faster than it is looked at waits here, and beyond that is lost. */
const bufferBytes = 1 << 21;

/**
 * UDP sockets of which `takes` gets every datagram. Rejects when one can't be opened. `broke`: a socket failed later; nothing
 * comes in there any more.
 */
export async function listen(
  places: readonly ListenAt[],
  takes: (datagram: Buffer, from: RemoteInfo, answer: Answering) => void,
  broke: (cause: Error) => void,
): Promise<{ close(): void }> {
  const sockets: Socket[] = [];
  const close = () => {
    for (const socket of sockets.splice(0)) socket.close();
  };
  try {
    for (const { host, port } of places) {
      // 0.0.0.0 and [::] stand beside each other.
      const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', ipv6Only: isIPv6(host) });
      sockets.push(socket);
      socket.bind(port, host);
      await once(socket, 'listening');
      enlarge(socket);
      socket.on('error', broke);
      socket.on('message', (datagram, from) => {
        // Whether it arrives, UDP doesn't say. Port 0: whoever sent it wants no answer (RFC 768), and none can be sent.
        const isOpen = () => sockets.includes(socket) && from.port !== 0;
        takes(datagram, from, (answer) => isOpen() && socket.send(answer, from.port, from.address, () => {}));
      });
    }
  } catch (cause) {
    close();
    throw cause;
  }
  return { close };
}

/** The system may allow less: then it is what it is. */
function enlarge(socket: Socket): void {
  try {
    socket.setRecvBufferSize(bufferBytes);
  } catch {
    // It stays as small as it was.
  }
}
