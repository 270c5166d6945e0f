import { z } from 'zod';

export const nodeJobKind = 'cluster node';
export const nodeVerbs = ['join', 'leave', 'remove'] as const;
export type NodeVerb = (typeof nodeVerbs)[number];

/** What is to be done, fixed when it begins, and what was learned on the way. */
export type NodePlan = {
  server: string;
  serverName: string;
  verb: NodeVerb;
  node: string;
  /** Told to who is on the node before it leaves; empty: nobody. */
  notice: string;
  /** Folders with what the node held before, as they were before it joined; null until then. */
  keptBefore: string[] | null;
  /** Its Mnesia's, on its own machine. */
  folder: string | null;
  /** Folder with what it held before this join. */
  putAside: string | null;
  /** The connection of the portal goes by this node: what goes with its sessions goes at the end. */
  self: boolean;
};

/** Erlang's name of a node (docs/admin-commands.md). */
export const nodeName = z
  .string()
  .trim()
  .max(200, 'A node’s name has at most 200 characters.')
  .regex(
    /^[A-Za-z0-9_-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    'This is no name of an Erlang node. Write it as in ejabberd@host.',
  );
