import type { DeskState } from '../../dialogs/desk-state';
import type { HistoryEntry } from '../complaints/complaint';
import type { Handoff } from '../handoff/handoff';
import type { ArchiveRow } from '../ports/archive';
import { maskCodes } from '../ports/mask';
import type { OutboxEntry } from '../ports/outbox';
import { givenFields, picked, who } from './export-customer-fields';
import type { Section } from './export-customer-wording';
import { phoneDigits } from './traces';

/** Why something of the customer's rows is not in the file; counted there. */
export type LeftOut = 'staffNotes' | 'staffActs' | 'systemSignals' | 'innerCopies';
export type GivenRow =
  | { readonly section: Section; readonly value: object; readonly leftOut?: readonly LeftOut[] }
  | { readonly leftOut: readonly LeftOut[] };

/** @returns the part of the file a row of the customer goes into, and what of it; or why it does not */
export function givenRow(row: ArchiveRow, phone: string): GivenRow {
  const { kind, key, value } = row;
  switch (kind) {
    case 'conversation':
      return { section: 'conversations', value: conversation(row, phone) };
    case 'complaint':
      return { section: 'complaints', value: picked(value, givenFields.complaints), leftOut: innerSteps(value) };
    case 'handoff':
      return { section: 'handovers', value: picked(value, givenFields.handoffs), leftOut: innerNotes(value) };
    case 'attachment':
      return { section: 'files', value };
    case 'record': {
      const { agent: _agent, customer: _customer, staff, ...data } = value['data'] as Record<string, unknown>;
      if (staff !== undefined) return { leftOut: ['staffActs'] };
      const { kind: what, at, conversationId } = value;
      return { section: 'records', value: { kind: what, at, conversationId, data } };
    }
    case 'outbox': {
      const { kind: what, createdAt, settledAt, status, payload } = value as unknown as OutboxEntry;
      if (what !== 'sms') return { leftOut: ['innerCopies'] };
      const { to, text } = payload;
      return { section: 'messages', value: { createdAt, settledAt, status, to, text: maskCodes(String(text ?? '')) } };
    }
    case 'document':
      return document(key, value);
    case 'activity':
    case 'serial':
      return { leftOut: ['systemSignals'] };
  }
}

/** One message of a conversation as both sides saw it; `undefined`: nobody said anything, a system told another. */
export function givenMessage({ value: { at, direction, activity } }: ArchiveRow): object | undefined {
  const { type, text, speak, from, value, attachments, suggestedActions } = activity as Record<string, unknown>;
  if (type !== 'message') return undefined;
  const { name } = (direction === 'out' && typeof from === 'object' && from !== null ? from : {}) as { name?: unknown };
  const spoken = speak === text ? undefined : speak;
  return {
    at,
    from: direction === 'in' ? 'customer' : 'desk',
    name,
    text,
    speak: spoken,
    value,
    attachments,
    suggestedActions,
  };
}

function conversation({ key, value }: ArchiveRow, phone: string): object {
  const { channel, userId, createdAt, updatedAt, state } = value;
  const desk = Object.values(state as Record<string, { desk?: Partial<DeskState> } | null>)
    .map((kept) => kept?.desk)
    .find((kept) => typeof kept === 'object');
  const proved = phoneDigits(userId) === phone || key.includes(phone) || phoneDigits(desk?.identity?.phone) === phone;
  const known = desk && picked(desk, givenFields.dialogues);
  return { id: key, channel, userId, createdAt, updatedAt, number: proved ? 'proved' : 'named', known };
}

function document(key: string, { kind, at, value }: ArchiveRow['value']): GivenRow {
  if (kind === 'knowledge_draft')
    return { section: 'questions', value: { at, ...picked(value as object, givenFields.drafts) } };
  if (kind === 'consent') return { section: 'consents', value: { at, ...consent(value as object) } };
  if (kind === 'data_request') return { section: 'requests', value: picked(value as object, givenFields.requests) };
  const { hash: _, ...facts } = value as Record<string, unknown>;
  const [, stage = '', rule = ''] = key.split(':');
  return { section: 'notices', value: { at, stage, ...(stage === 'told' && { rule }), facts } };
}

/** A decision is proved by what the customer said, or was written down by somebody of the staff. */
function consent({ decisions = {} }: { decisions?: object }): object {
  const told = Object.entries(decisions as Record<string, { by?: unknown }>).map(([topic, { by, ...decision }]) => [
    topic,
    { ...decision, by: /[|:]/.test(String(by)) ? by : 'staff' },
  ]);
  return { decisions: Object.fromEntries(told) };
}

function innerSteps({ history }: ArchiveRow['value']): LeftOut[] {
  const steps = Array.isArray(history) ? (history as HistoryEntry[]) : [];
  return steps.flatMap(({ actor, note }) =>
    who(actor) === 'staff' && note !== undefined ? ['staffNotes' as const] : [],
  );
}

function innerNotes({ notes, wrapUp, history }: Partial<Handoff>): LeftOut[] {
  const steps = (history ?? []).filter(({ note }) => note !== undefined).length;
  return Array<LeftOut>((notes?.length ?? 0) + (wrapUp?.note === undefined ? 0 : 1) + steps).fill('staffNotes');
}
