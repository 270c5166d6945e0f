import type { DataForm } from '../../domain/data-form.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { readFields } from './read-form.ts';
import type { By, Roads } from './roads.ts';
import * as shapes from './shapes.ts';

/** Nodes that join the cluster, leave it, or are forgotten by it. */
export function changeCluster(by: By): Roads {
  return {
    nodeFacts: [
      {
        ...by('cluster-check'),
        async go(tools, node) {
          const page = await tools.rows('cluster-check', { node: [node] }, shapes.soleTable);
          if (!page.ok) return page;
          const facts = readFields(page.value.form, shapes.nodeFacts);
          return facts ? ok({ ...facts, alone: page.value.rows }) : unreadable();
        },
      },
    ],
    joinNode: [
      {
        ...by('cluster-join'),
        go: async (tools, node) => done(await tools.ours('cluster-join', { node: [node] }, 'changes')),
      },
    ],
    drainNode: [
      {
        ...by('cluster-drain'),
        async go(tools, node, undo) {
          const form = await tools.ours('cluster-drain', { node: [node], undo: [undo ? '1' : '0'] }, 'changes');
          if (!form.ok) return form;
          const counts = readFields(form.value, shapes.drained);
          return counts ? ok(counts) : unreadable();
        },
      },
    ],
    leaveNode: [
      {
        ...by('cluster-leave'),
        go: async (tools, node, restore) =>
          done(await tools.ours('cluster-leave', { node: [node], ...(restore && { restore: [restore] }) }, 'changes')),
      },
    ],
    forgetNode: [
      {
        ...by('cluster-forget'),
        go: async (tools, node) => done(await tools.ours('cluster-forget', { node: [node] }, 'changes')),
      },
    ],
  };
}

function done(form: Result<DataForm>): Result<void> {
  return form.ok ? ok(undefined) : form;
}

function unreadable(): Result<never> {
  return failed({
    kind: 'unexpected',
    why: 'The server did not say how the node stands.',
    todo: 'Install the newest mod_bailiwick on every node.',
  });
}
