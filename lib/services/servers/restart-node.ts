import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changeNode, nodeInput } from './node-change.ts';

/** Everybody on the node is disconnected; it comes back by itself. */
export const restartNode = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The node was not restarted.',
  input: nodeInput,
  find: wholeSystem,
  act: (context, input) => changeNode(context, 'restart', input),
});
