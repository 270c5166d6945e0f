import type { DataForm, FieldType, FormAnswer, FormField } from '../../domain/data-form.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { CommandNote, CommandRequest, CommandStage, ConnectionState, XmppConnection } from '../port.ts';

/** Answers one request of a command. */
export type Answering = (answer: FormAnswer | undefined, request: CommandRequest) => Result<CommandStage>;

/**
 * For tests only: a server that answers what the test says, also what no real one can be made to say: lists that are cut,
 * rows that make no sense, refusals that come and go, silence.
 */
export class FakeServer implements XmppConnection {
  make = 'Test';
  commands = new Map<string, Answering>();
  /** Items of its disco nodes; '' has its services and its own nodes. */
  nodes = new Map<string, { jid: string; node: string; name: string }[]>();
  current: ConnectionState = online(new Date(0));
  readonly asked: CommandRequest[] = [];
  /** How often each kind of question was asked. */
  readonly counts = { listCommands: 0, items: 0, version: 0, info: 0 };
  down: Result<never> | null = null;

  /** Offers one of our commands (a name without a colon) or any other. */
  offers(name: string, answering: Answering): this {
    this.commands.set(name.includes(':') || name.includes(' ') ? name : `urn:bailiwick:admin:1#${name}`, answering);
    return this;
  }

  state(): ConnectionState {
    return this.current;
  }

  async listCommands(jid: string) {
    this.counts.listCommands++;
    return this.down ?? ok([...this.commands.keys()].map((node) => ({ jid, node, name: node })));
  }

  async run(request: CommandRequest): Promise<Result<CommandStage>> {
    this.asked.push(request);
    const answering = this.commands.get(request.node);
    return this.down ?? answering?.(request.answer, request) ?? refused('item-not-found', 'not-found');
  }

  async info() {
    this.counts.info++;
    return ok({ identities: [{ category: 'conference', type: 'text', name: 'Rooms' }], features: [] });
  }

  async items(_jid: string, node = '') {
    this.counts.items++;
    return this.down ?? ok(this.nodes.get(node) ?? []);
  }

  async version() {
    this.counts.version++;
    return this.down ?? ok({ name: this.make, version: '1', os: '' });
  }

  async uptime() {
    return this.down ?? ok(10);
  }

  async time() {
    return this.down ?? ok(new Date());
  }

  async ping() {
    return this.down ?? ok(undefined);
  }

  async message(): Promise<Result<never>> {
    throw new Error('nobody here sends messages');
  }

  async close() {}
}

export function online(since: Date): ConnectionState {
  return { is: 'online', since, mechanism: 'PLAIN', tls: { protocol: 'TLSv1.3', cipher: '' } };
}

export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A command that is done, with single fields and rows. */
export function done(fields: Values = {}, rows: readonly Values[] = [], more: Partial<CommandStage> = {}) {
  return ok(
    stage({ status: 'completed', form: { ...form('result', fieldsOf(fields)), items: rows.map(fieldsOf) }, ...more }),
  );
}

export function noted(severity: CommandNote['severity'], text: string): Result<CommandStage> {
  return ok(stage({ status: 'completed', notes: [{ severity, text }] }));
}

/** A form to fill in, of fields that are given as "name" or "name:type" or "name:type!" (required). */
export function asks(names: readonly string[], options: Readonly<Record<string, readonly string[]>> = {}) {
  const fields = names.map((text) => {
    const [name = '', type = 'text-single'] = text.replace('!', '').split(':');
    const choices = (options[name] ?? []).map((value) => ({ label: value, value }));
    return { ...field(name, []), type: type as FieldType, required: text.endsWith('!'), options: choices };
  });
  return ok(stage({ status: 'executing', actions: ['complete', 'cancel'], form: form('form', fields) }));
}

export function refused(condition: string, kind: 'refused' | 'not-found' = 'refused', text = 'No.'): Result<never> {
  return failed({ kind, why: text, cause: { condition } });
}

export function silence(): Result<never> {
  return failed({ kind: 'timeout', why: 'It did not answer. It was sent, and may have run.', uncertain: true });
}

function stage(more: Partial<CommandStage>): CommandStage {
  return {
    sessionId: 's1',
    status: 'completed',
    actions: [],
    defaultAction: 'execute',
    notes: [],
    form: null,
    ...more,
  };
}

function form(kind: DataForm['kind'], fields: FormField[]): DataForm {
  return { kind, title: '', instructions: [], fields, reported: [], items: [] };
}

function fieldsOf(values: Values): FormField[] {
  return Object.entries(values).map(([name, value]) => field(name, [value].flat()));
}

function field(name: string, values: readonly string[]): FormField {
  const nothing = { label: '', description: '', required: false, options: [], validation: null, hadMedia: false };
  return { name, type: 'text-single', values: [...values], ...nothing };
}
