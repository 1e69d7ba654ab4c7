import type { WebSocket } from 'ws';
import type { HandoffDetail, Me } from '../../../src/desk/desk-api';
import type { DeskEvent, TranscriptEntry } from '../../../src/desk/desk-events';
import type { FakeComplaints } from './complaints/fake-complaints';
import { type FakeCase, type FakeStaff, mayOf, summaryOf } from './fake-cases';

export interface FakeDeskOptions {
  readonly cases: FakeCase[];
  readonly staff: readonly FakeStaff[];
  readonly oidc?: string;
  readonly complaints?: FakeComplaints;
}
/** An open page. */
export interface Client {
  readonly socket: WebSocket;
  readonly name: string;
  readonly open: Set<string>;
}

export type FakeFloor = ReturnType<typeof fakeFloor>;

/** Who is there, which customers, and what open pages are told when something changes. */
export function fakeFloor({ cases, staff }: FakeDeskOptions) {
  const clients = new Set<Client>();
  let next = 1;
  /** A number nothing else has. */
  const fresh = () => next++;
  const byId = (id: string) => cases.find((one) => one.detail.id === id);
  const ofConversation = (id: string) => cases.find((one) => one.detail.conversationId === id);
  const meOf = (name: string): Me => {
    const found = staff.find((one) => one.me.name === name);
    if (!found) throw new Error(`No staff ${name}.`);
    return found.me;
  };
  const tell = (client: Client, event: DeskEvent) => client.socket.send(JSON.stringify(event));
  const sees = (name: string, one: FakeCase) =>
    meOf(name).role === 'supervisor' || !['assigned', 'done'].includes(one.detail.status) || one.detail.agent === name;
  /** Everybody who may see it is told, the others that it is gone. */
  const changed = (one: FakeCase) => {
    one.detail = { ...one.detail, version: one.detail.version + 1 };
    for (const client of clients) {
      tell(
        client,
        sees(client.name, one)
          ? { type: 'handoff', summary: summaryOf(one, client.name) }
          : { type: 'gone', id: one.detail.id, version: one.detail.version },
      );
    }
  };
  const append = (
    one: FakeCase,
    entry: Omit<TranscriptEntry, 'seq' | 'at' | 'choices' | 'attachments'> & Partial<TranscriptEntry>,
  ) => {
    const whole: TranscriptEntry = {
      seq: one.entries.length + 1,
      at: Date.now(),
      choices: [],
      attachments: [],
      ...entry,
    };
    one.entries.push(whole);
    for (const client of clients) {
      if (client.open.has(one.detail.conversationId)) {
        tell(client, { type: 'entry', conversationId: one.detail.conversationId, entry: whole });
      }
    }
    return whole;
  };
  const assign = (one: FakeCase, name: string) => {
    const { offer: _, ...rest } = one.detail;
    one.detail = { ...rest, status: 'assigned', agent: name, acceptedAt: Date.now() };
    append(one, {
      id: `status ${fresh()}`,
      from: 'desk',
      text: '',
      event: {
        name: 'handoff.status',
        value: { state: 'accepted', agent: { id: name, name: meOf(name).displayName } },
      },
    });
    changed(one);
  };
  const detailFor = (one: FakeCase, name: string): HandoffDetail => ({
    ...one.detail,
    ...summaryOf(one, name),
    may: mayOf(one, meOf(name)),
  });

  return { cases, staff, clients, fresh, byId, ofConversation, meOf, tell, sees, changed, append, assign, detailFor };
}
