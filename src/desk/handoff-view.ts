import type { Brief, Handoff } from '../handoff/handoff';
import { maskName, maskPhone } from '../ports/mask';
import { maskedSpeech, maskedText, maskedValue } from './masked';

/** One line of the waiting list. */
export interface HandoffSummary {
  readonly id: string;
  readonly status: Handoff['status'];
  readonly reason: Handoff['reason'];
  readonly priority: Handoff['priority'];
  readonly skill: string;
  readonly createdAt: number;
  /** Milliseconds since the customer asked. */
  readonly waitedMs: number;
  readonly channel: Brief['channel'];
  readonly language: Brief['language'];
  readonly topic: Brief['topic'];
  readonly summary: string;
  readonly phone?: string;
  readonly callBack?: { readonly from: number; readonly until: number };
}

/** A summary and the whole brief, personal data masked. Ids that only machines need stay inside. */
export interface HandoffDetail extends HandoffSummary {
  readonly brief: Omit<Brief, 'channel' | 'language' | 'topic' | 'summary'>;
}

export function handoffSummary(handoff: Handoff, now: number): HandoffSummary {
  const { brief } = handoff;
  return {
    id: handoff.id,
    status: handoff.status,
    reason: handoff.reason,
    priority: handoff.priority,
    skill: handoff.skill,
    createdAt: handoff.createdAt,
    waitedMs: Math.max(0, now - handoff.createdAt),
    channel: brief.channel,
    language: brief.language,
    topic: brief.topic,
    summary: maskedText(brief.summary),
    ...(brief.customer.phone === undefined ? {} : { phone: maskPhone(brief.customer.phone) }),
    ...(handoff.callBack ? { callBack: { from: handoff.callBack.from, until: handoff.callBack.until } } : {}),
  };
}

export function handoffDetail(handoff: Handoff, now: number): HandoffDetail {
  const { brief } = handoff;
  const { phone, name, ...customer } = brief.customer;
  return {
    ...handoffSummary(handoff, now),
    brief: {
      customer: {
        ...customer,
        ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
        ...(name === undefined ? {} : { name: maskName(name) }),
      },
      slots: maskedValue(brief.slots) as Record<string, unknown>,
      answered: brief.answered.map(maskedText),
      mood: brief.mood,
      ...(brief.wantedOutcome === undefined ? {} : { wantedOutcome: maskedText(brief.wantedOutcome) }),
      promises: brief.promises.map(maskedText),
      complaints: brief.complaints,
      attachments: brief.attachments.map((file) => ({ ...file, name: maskedText(file.name) })),
      transcript: brief.transcript.map((line) => ({ ...line, text: maskedSpeech(line.text) })),
      suggestedOpening: maskedText(brief.suggestedOpening),
    },
  };
}
