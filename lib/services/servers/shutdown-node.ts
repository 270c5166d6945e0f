import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changeNode, nodeInput } from './node-change.ts';

/** Everybody on the node is disconnected, and it stays down: starting it is done on its own machine. */
export const shutdownNode = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The node was not shut down.',
  input: nodeInput,
  find: wholeSystem,
  act: (context, input) => changeNode(context, 'shutdown', input),
});
