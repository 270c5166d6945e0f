import { beginTls } from './begin-tls.ts';
import { SupervisedConnection } from './connection.ts';
import type { XmppLog } from './log.ts';
import type { XmppConnector } from './port.ts';
import { adaptServer } from './servers/adapt.ts';
import { noServer } from './servers/none.ts';
import { testSteps } from './test-steps.ts';

export function xmppConnector(log: XmppLog): XmppConnector {
  return {
    connect: (address) => new SupervisedConnection(address, log),
    test: (address) => testSteps(address),
    adapt: (connection, domain) => adaptServer(connection, domain, log),
    none: noServer,
    begin: beginTls,
  };
}
