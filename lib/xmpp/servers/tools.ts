import type { DataForm, FormAnswer } from '../../domain/data-form.ts';
import { type Failure, failed, ok, type Result } from '../../domain/failure.ts';
import type { XmppLog } from '../log.ts';
import type { CommandStage, XmppConnection } from '../port.ts';
import { type Filling, fillIn } from './fill-in.ts';
import type { XmppServer } from './port.ts';
import { readRows, type Shape } from './read-form.ts';
import type { Denial, Refusals } from './refusals.ts';
import type { Survey } from './survey.ts';

const ourPrefix = 'urn:bailiwick:admin:1#';
const standardPrefix = 'http://jabber.org/protocol/admin#';
const mostStages = 3;

/** What is done with the server: a change whose answer stays away may have been carried out, a question is just asked again. */
export type Does = 'asks' | 'changes';

export const ours = (name: string) => `${ourPrefix}${name}`;
export const standard = (name: string) => `${standardPrefix}${name}`;

export function isAdministrators(node: string): boolean {
  return node.startsWith(ourPrefix) || node.startsWith(standardPrefix);
}

/** What the roads have in hand. */
export class Tools {
  readonly connection: XmppConnection;
  readonly domain: string;
  readonly survey: Survey;
  /** For what is read back, by whatever road there is. */
  readonly server: XmppServer;
  private readonly refusals: Refusals;
  private readonly log: XmppLog;

  constructor(parts: {
    connection: XmppConnection;
    domain: string;
    survey: Survey;
    server: XmppServer;
    refusals: Refusals;
    log: XmppLog;
  }) {
    this.connection = parts.connection;
    this.domain = parts.domain;
    this.survey = parts.survey;
    this.server = parts.server;
    this.refusals = parts.refusals;
    this.log = parts.log;
  }

  /** A command of our module (docs/admin-commands.md): one request. */
  async ours(name: string, answer: FormAnswer, does: Does = 'asks'): Promise<Result<DataForm>> {
    const request = { jid: this.domain, node: ours(name), action: 'execute' as const, answer };
    const ran = await this.run(request, does);
    return ran.ok ? resultOf(ran.value, does) : ran;
  }

  /** The rows that our command answers; `total` and whether the table was cut beside them. */
  async rows<S extends Shape>(name: string, answer: FormAnswer, shape: S, does: Does = 'asks') {
    const form = await this.ours(name, answer, does);
    if (!form.ok) return form;
    const { rows, dropped } = readRows(form.value, shape);
    this.left(name, dropped);
    return ok({ rows, ...cutOf(form.value), form: form.value });
  }

  /** Any other command: as many forms as it asks for, filled in by `filling`, which must know every field that is required. */
  async command(jid: string, node: string, filling: Filling, does: Does): Promise<Result<CommandStage>> {
    let stage = await this.run({ jid, node, action: 'execute' }, does);
    for (let at = 0; at < mostStages && stage.ok && stage.value.status === 'executing'; at++) {
      const { sessionId, form, actions } = stage.value;
      const filled = form ? fillIn(form, filling) : ok(undefined);
      if (!filled.ok) {
        await this.run({ jid, node, action: 'cancel', sessionId }, 'asks');
        return filled;
      }
      const action = actions.includes('complete') ? 'complete' : stage.value.defaultAction;
      stage = await this.run({ jid, node, action, sessionId, answer: filled.value }, does);
    }
    return stage.ok ? completed(stage.value, does) : stage;
  }

  /** A command of XEP-0133 at `host`; a result without a form is an empty one. */
  async standard(host: string, name: string, filling: Filling, does: Does = 'asks'): Promise<Result<DataForm>> {
    const at = await this.at(host);
    if (!at.ok) return at;
    const done = await this.command(at.value, standard(name), filling, does);
    return done.ok ? ok(done.value.form ?? emptyForm) : done;
  }

  /** disco#items of one of the server's own nodes. */
  async items(host: string, node: string): Promise<Result<{ jid: string; node: string; name: string }[]>> {
    const items = await this.connection.items(host, node);
    if (!items.ok && host === this.domain) this.refusals.note(node, items.failure, false);
    return items;
  }

  /**
   * Where a question about `host` is sent: there, when this server serves it. Anywhere else would be a stanza to a stranger, with
   * a password in it perhaps.
   */
  async at(host: string): Promise<Result<string>> {
    if (host === this.domain) return ok(host);
    const hosts = await this.server.hosts();
    if (!hosts.ok) return hosts;
    if (hosts.value.some((one) => one.host === host && one.kind === 'users')) return ok(host);
    return failed({ kind: 'not-found', why: `This server does not serve ${host}.`, todo: 'Ask the server that does.' });
  }

  /** What was found by trying: this command is not to be had here. */
  deny(node: string, denial: Denial): void {
    this.refusals.set(node, denial);
  }

  /** Counts in the log what came and was not asked for, or was none of what it should be. */
  left(what: string, dropped: number): void {
    if (dropped === 0) return;
    this.log.warn({ server: this.domain, what, dropped }, 'Rows that make no sense were left out of an answer.');
  }

  private async run(request: Parameters<XmppConnection['run']>[0], does: Does): Promise<Result<CommandStage>> {
    const ran = await this.connection.run(request);
    if (ran.ok) return ran;
    if (request.jid === this.domain) this.refusals.note(request.node, ran.failure, hasInput(request.answer));
    return does === 'changes' ? ran : { ok: false, failure: asQuestion(ran.failure, this.domain) };
  }
}

const emptyForm: DataForm = { kind: 'result', title: '', instructions: [], fields: [], reported: [], items: [] };

function hasInput(answer: FormAnswer | undefined): boolean {
  return Object.keys(answer ?? {}).some((name) => name !== 'limit');
}

/** A question changes nothing, whether it was answered or not. */
function asQuestion(failure: Failure, domain: string): Failure {
  if (!failure.uncertain) return failure;
  const { uncertain, ...rest } = failure;
  if (failure.kind !== 'timeout') return rest;
  return { ...rest, why: `The XMPP server ${domain} did not answer.`, todo: 'Try again in a minute.' };
}

function resultOf(stage: CommandStage, does: Does): Result<DataForm> {
  const done = completed(stage, does);
  return done.ok ? ok(done.value.form ?? emptyForm) : done;
}

/** Prosody says of what failed that it is completed, with a note. */
function completed(stage: CommandStage, does: Does): Result<CommandStage> {
  const errors = stage.notes.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const said = errors.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join(' ');
    return failed({ kind: 'constraint', why: `The server says: "${said.slice(0, 300).toWellFormed()}"` });
  }
  if (stage.status === 'completed') return ok(stage);
  const why =
    stage.status === 'canceled' ? 'The server canceled the command.' : 'The server asks for more than is known here.';
  const todo = does === 'changes' ? 'Run the command by itself, under Commands.' : '';
  return failed({ kind: 'unexpected', why, todo });
}

export function rowsOf<T>(answer: Result<{ rows: T[] }>): Result<T[]> {
  return answer.ok ? ok(answer.value.rows) : answer;
}

function cutOf(form: DataForm): { total: number | null; more: boolean } {
  const value = (name: string) => form.fields.find((field) => field.name === name)?.values[0] ?? '';
  const total = value('total');
  return { total: /^\d{1,12}$/.test(total) ? Number(total) : null, more: value('more') === '1' };
}
