import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { XmppServer } from '../../../xmpp/servers/port.ts';
import { forget } from './remove.ts';
import {
  auditedNode,
  clusterOf,
  hindered,
  leaveAsIs,
  type NodeRun,
  type NodeStep,
  nodeFacts,
  toldFacts,
  untilNode,
} from './run.ts';

const atOnce = 500;
const mostTold = 5_000;
const [pageSize, mostRead] = [1_000, 100_000];

export const checkLeave: NodeStep = {
  name: 'check',
  what: 'The node can’t leave.',
  async act(run) {
    const facts = await nodeFacts(run);
    if (!facts.ok) return facts;
    const { state, leaveWhy } = facts.value;
    if (state === 'outside' || state === 'unreachable' || state === 'changing')
      return ok({ note: 'it is leaving, or has left' });
    return leaveWhy.length > 0 ? hindered(leaveWhy) : ok({ note: 'nothing stands in the way' });
  },
  back: leaveAsIs,
};

/** Once: who is told twice is none the wiser, so that a step that was cut off tells again. */
export const tell: NodeStep = {
  name: 'tell',
  what: 'The people on it were not told.',
  async act(run) {
    const { plan } = run;
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const people = await peopleOn(server.value, plan.node);
    if (!people.ok) return people;
    const { jids, more } = people.value;
    if (jids.length === 0) return ok({ note: 'nobody is on it' });
    const after = { notice: [plan.notice], people: [String(jids.length)] };
    const told = await auditedNode(run, { action: 'servers.cluster-tell', after }, async () => {
      for (let at = 0; at < jids.length; at += atOnce) {
        const some = await server.value.announceTo(jids.slice(at, at + atOnce), {
          subject: 'Maintenance',
          body: plan.notice,
        });
        if (!some.ok) return some;
      }
      return ok(undefined);
    });
    return told.ok ? ok({ note: more ? 'told, as many as are told at once' : 'told', done: jids.length }) : told;
  },
  back: leaveAsIs,
};

/** Sessions end while it still belongs to the cluster: whoever comes back finds all they had on another node. */
export const drain: NodeStep = {
  name: 'drain',
  what: 'The sessions on it were not ended.',
  async act(run) {
    const facts = await nodeFacts(run);
    if (!facts.ok) return facts;
    if (facts.value.state !== 'member') return ok({ note: 'it serves nobody any more' });
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const before = { sessions: [String(facts.value.sessions ?? 0)] };
    const drained = await auditedNode(
      run,
      { action: 'servers.cluster-drain', before, after: { listens: ['no'] } },
      () => server.value.drainNode(run.plan.node, false),
    );
    if (!drained.ok) return drained;
    const { ended, left } = drained.value;
    return ok({
      note: 'ended; it takes no new ones',
      done: ended,
      left: left > 0 ? [`${left} sessions did not end yet, and end when it leaves.`] : [],
    });
  },
  async back(run) {
    const facts = await nodeFacts(run);
    if (!facts.ok) return facts;
    if (facts.value.state !== 'member' || facts.value.listens !== false) return ok({ note: '' });
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const opened = await auditedNode(
      run,
      { action: 'servers.cluster-drain', before: { listens: ['no'] }, after: { listens: ['yes'] } },
      () => server.value.drainNode(run.plan.node, true),
    );
    return opened.ok ? ok({ note: 'it takes connections again' }) : opened;
  },
};

export const leave: NodeStep = {
  name: 'leave',
  what: 'The node did not leave.',
  final: true,
  async act(run) {
    const facts = await toldFacts(run);
    if (!facts.ok) return facts;
    const { state, answers, leaveWhy } = facts.value;
    if (state === 'outside' || state === 'unreachable') return ok({ note: 'it has left' });
    // It may have ended for good in the midst of leaving.
    if (state === 'stopped' && !answers) return forget(run, facts.value, 'It ended, and');
    if (state !== 'changing' && leaveWhy.length > 0) return hindered(leaveWhy, 'Change that, and continue.');
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const change = { action: 'servers.cluster-leave', before: { state: [state] }, after: { state: ['outside'] } };
    const left = await auditedNode(run, change, () => leaveNow(run, server.value));
    return left.ok ? ok({ note: 'it has left; its process may be stopped now' }) : left;
  },
  back: leaveAsIs,
};

async function leaveNow(run: NodeRun, server: XmppServer): Promise<Result<void>> {
  const asked = await server.leaveNode(run.plan.node, null);
  if (!asked.ok && !asked.failure.uncertain) return asked;
  let missed = 0;
  const gone = await untilNode(run, ({ state, answers }) => {
    missed = answers || state !== 'stopped' ? 0 : missed + 1;
    return state === 'outside' || state === 'unreachable' || missed > 10;
  });
  if (!gone.ok) return gone;
  const { facts, came } = gone.value;
  if (came && facts.state !== 'stopped') return ok(undefined);
  const why = facts.failed ?? `${run.plan.node} has not left yet.`;
  return failed({ kind: 'unavailable', why, todo: 'Look at the log of the node, and continue.' });
}

/** Page by page, since the server lists the sessions of all nodes. `more`: there are others, who are not told. */
async function peopleOn(server: XmppServer, node: string): Promise<Result<{ jids: string[]; more: boolean }>> {
  const people = new Set<string>();
  let after: string | undefined;
  for (let read = 0; read < mostRead && people.size < mostTold; read += pageSize) {
    const page = await server.onlineSessions({ ...(after !== undefined && { after }), limit: pageSize });
    if (!page.ok) return page;
    for (const session of page.value.sessions)
      if (session.node === node && people.size < mostTold) people.add(session.jid.split('/')[0] as string);
    if (page.value.next === null) return ok({ jids: [...people], more: false });
    after = page.value.next;
  }
  return ok({ jids: [...people], more: true });
}
