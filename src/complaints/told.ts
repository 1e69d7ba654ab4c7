import type { NewOutboxEntry } from '../ports/outbox';
import type { Complaint, GivenRemedy } from './complaint';
import {
  type AnsweredValue,
  type AskedValue,
  complaintEventNames,
  type GreetingValue,
  type ProgressValue,
  type RecheckValue,
} from './protocol';

/** What the customer's conversation is told, by kind. */
export type Told =
  | ({ readonly event: 'progress' } & Omit<ProgressValue, 'id' | 'number'>)
  | ({ readonly event: 'asked' } & Omit<AskedValue, 'id' | 'number'>)
  | ({ readonly event: 'answered' } & Omit<AnsweredValue, 'id' | 'number'>)
  | ({ readonly event: 'recheck' } & Omit<RecheckValue, 'id' | 'number'>)
  | ({ readonly event: 'greeting' } & Omit<GreetingValue, 'id' | 'number'>);

/**
 * Entries for the conversation the complaint was told in, stored by the very write that causes them. The key holds the
 * version that write will have, so the same change never enters the conversation twice; and what one write would say
 * twice is said once.
 * @param before the complaint as read
 */
export function toldEntries(before: Complaint, told: readonly Told[]): readonly NewOutboxEntry[] {
  const entries = told.map(({ event, ...value }): NewOutboxEntry => {
    const name = complaintEventNames[event];
    const step = 'step' in value ? `:${value.step}` : '';
    return {
      key: `${before.id}:v${before.version + 1}:${name}${step}`,
      kind: 'conversation',
      conversationId: before.conversationId,
      payload: { name, value: { ...value, id: before.id, number: before.number } },
    };
  });
  return entries.filter(({ key }, index) => entries.findIndex((entry) => entry.key === key) === index);
}

/** Money on its way to the customer's account; payload of an outbox entry of kind `remedy`. Amounts in fen. */
export interface RemedyPayload {
  readonly complaintId: string;
  readonly remedyId: string;
  readonly phone: string;
  readonly code: string;
  readonly amountFen: number;
}

/** The key holds the remedy's id, so that it is paid once, whoever gives or approves it how often. */
export const paymentEntryKey = (complaint: Pick<Complaint, 'id'>, { id, again }: GivenRemedy): string =>
  `${complaint.id}:remedy:${id}${again === undefined ? '' : `:${again}`}`;

/**
 * What the business system tells one payment from another by. The same for every try until it refuses: of what was never
 * answered nobody knows whether it was paid. It begins with the conversation, as all keys of acts on accounts do.
 */
export const paymentKey = (
  { id, conversationId }: Pick<Complaint, 'id' | 'conversationId'>,
  remedy: Pick<GivenRemedy, 'id' | 'rekeyed'>,
): string => `${conversationId}:remedy:${id}:${remedy.id}${remedy.rekeyed === undefined ? '' : `:${remedy.rekeyed}`}`;

export function paymentEntry(complaint: Complaint, remedy: GivenRemedy): readonly NewOutboxEntry[] {
  const { id, code, amountFen } = remedy;
  if (complaint.phone === undefined || amountFen === undefined) return [];
  const payload: RemedyPayload = { complaintId: complaint.id, remedyId: id, phone: complaint.phone, code, amountFen };
  return [
    {
      key: paymentEntryKey(complaint, remedy),
      kind: 'remedy',
      conversationId: complaint.conversationId,
      payload: { ...payload },
    },
  ];
}
