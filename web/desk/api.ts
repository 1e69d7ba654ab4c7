import type * as complaint from '../../src/desk/complaint-api';
import type * as desk from '../../src/desk/desk-api';
import type * as supervisor from '../../src/desk/supervisor-api';
import { act, call, get, post, quietly, session } from '../shared/ask-desk';

export type { ApiFault, ApiResult } from '../shared/ask-desk';

const one = (id: string) => `handoffs/${encodeURIComponent(id)}`;
const aComplaint = (number: string) => `complaints/${encodeURIComponent(number)}`;

/** Everything the server's `/desk/api/*` can be asked. Acts have a key, under which they happen once. */
export const api = {
  ...session,
  presence: (wish: desk.PresenceWish, key: string) => act<desk.Me>('presence', wish, key),
  words: () => get<desk.DeskWords>('words'),
  colleagues: () => get<desk.Colleagues>('colleagues'),
  /** @param quiet asked by the page of its own accord: no sign of life of whoever sits before it */
  detail: (id: string, quiet = false) => get<desk.HandoffDetail>(one(id), quiet ? quietly : {}),
  account: (id: string) => get<desk.AccountFacts>(`${one(id)}/account`),
  similar: (id: string) => get<desk.SimilarCases>(`${one(id)}/similar`),
  accept: (id: string, key: string) => act<desk.HandoffDetail>(`${one(id)}/accept`, undefined, key),
  decline: (id: string, key: string) => act<desk.HandoffDetail>(`${one(id)}/decline`, undefined, key),
  take: (id: string, key: string) => act<desk.HandoffDetail>(`${one(id)}/take`, undefined, key),
  message: (id: string, message: desk.NewMessage) => post<{ readonly id: string }>(`${one(id)}/messages`, message),
  /** Its id is its key. */
  note: (id: string, note: desk.NewNote) => act<desk.HandoffDetail>(`${one(id)}/notes`, note, note.id),
  transfer: (id: string, to: desk.Transfer, key: string) => act<undefined>(`${one(id)}/transfer`, to, key),
  reassign: (id: string, to: desk.Transfer, key: string) => act<undefined>(`${one(id)}/reassign`, to, key),
  callBack: (id: string, wish: desk.CallBackWish, key: string) =>
    act<desk.HandoffDetail>(`${one(id)}/call-back`, wish, key),
  finish: (id: string, wrapUp: desk.NewWrapUp, key: string) =>
    act<desk.HandoffDetail>(`${one(id)}/finish`, wrapUp, key),
  reveal: (id: string, wish: desk.RevealWish) => post<desk.Revealed>(`${one(id)}/reveal`, wish),
  correctType: (id: string, correction: desk.TypeCorrection, key: string) =>
    act<desk.HandoffDetail>(`${one(id)}/type`, correction, key),
  ofConversation: (conversationId: string) =>
    get<{ readonly id: string }>(`conversations/${encodeURIComponent(conversationId)}/handoff`),
  knowledge: (q: string, language: string) =>
    get<desk.KnowledgeHits>(`knowledge?${new URLSearchParams({ q, language })}`),
  complaints: (query: URLSearchParams, quiet = false) =>
    get<complaint.ComplaintList>(`complaints?${query}`, quiet ? quietly : {}),
  complaint: (number: string, quiet = false) =>
    get<complaint.ComplaintDetail>(aComplaint(number), quiet ? quietly : {}),
  complaintAct: <Act extends keyof complaint.ComplaintActBodies>(
    number: string,
    name: Act,
    body: complaint.ComplaintActBodies[Act],
    key: string,
  ) => act<complaint.ComplaintDetail | undefined>(`${aComplaint(number)}/${name}`, body, key),
  packet: (number: string, wish: complaint.PacketWish) =>
    call<Blob>('POST', `${aComplaint(number)}/packet`, wish, {}, (response) => response.blob()),
  live: () => get<supervisor.LiveView>('live', quietly),
  audit: (before?: number) => get<supervisor.AuditPage>(before === undefined ? 'audit' : `audit?before=${before}`),
  deadLetters: () => get<supervisor.DeadLetters>('outbox'),
  resend: (key: string, pressed: string) => act<undefined>('outbox/resend', { key }, pressed),
};
export type DeskApi = typeof api;

/** Whether the session has ended meanwhile: a browser is not told why its stream may not come back. */
export async function isSignedOut(): Promise<boolean> {
  const answer = await get<desk.Me>('me', quietly);
  return !answer.ok && answer.fault.status === 401;
}

/** Whether the server answers at all; keeps no session awake. */
export const isAlive = (): Promise<boolean> =>
  fetch('/healthz', { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  );

/** @param forComplaint number of the complaint for whose sake it is looked at */
export const attachmentAddress = (id: string, forComplaint?: string): string =>
  `/desk/api/attachments/${encodeURIComponent(id)}${forComplaint === undefined ? '' : `?complaint=${encodeURIComponent(forComplaint)}`}`;

/** The papers with numbers and names masked. */
export const packetAddress = (number: string, format: 'json' | 'pdf', language: string): string =>
  `/desk/api/${aComplaint(number)}/packet?${new URLSearchParams({ format, language })}`;
