import type { Complaint } from '../../src/complaints/complaint';
import type { ContactFact } from '../../src/figures/facts';
import { type Handoff, handoffReasons } from '../../src/handoff/handoff';
import type { ArchiveRow } from '../../src/ports/archive';
import type { LogRecord } from '../../src/ports/record-log';
import { activityKey } from '../../src/storage/archive-values';
import { newHandoff } from '../../test/support/new-handoff';
import { random } from '../load/random';

export interface VisitsOptions {
  readonly count: number;
  readonly days: number;
  /** Their conversations are stored for so many days, the last ones. */
  readonly logDays: number;
  /** What customers write. */
  readonly texts: readonly string[];
  readonly topics: readonly string[];
  /** Coded root causes of hand-overs. */
  readonly causes: readonly string[];
  readonly now: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const channels = ['web', 'web', 'web', 'sms', 'voice'] as const;
const languages = ['zh-Hans', 'zh-Hans', 'zh-Hans', 'zh-Hant', 'en'] as const;
const teams = ['billing', 'technical', 'service', 'general'];
/** More in the day than at night. */
const hours = [9, 10, 10, 11, 11, 12, 13, 14, 15, 15, 16, 17, 18, 19, 20, 20, 21, 22, 7, 8, 1];
const scores = ['satisfied', 'satisfied', 'satisfied', 'satisfied', 'fair', 'dissatisfied'] as const;
/** As the simulated quarter has it (docs/simulation.md): hand-overs and messages nobody understood, of visits. */
const [handedOver, notUnderstood, begunByUs, rated] = [0.044, 0.027, 0.18, 0.03];

/**
 * Visits of customers, evenly over the last days: a record each, and with some of them a hand-over that is done and what
 * the customer thought of it, a question nobody understood, a thumb. The newest have their conversation: what the customer
 * wrote and one answer.
 */
export function* madeVisits(options: VisitsOptions): Generator<ArchiveRow> {
  const { count, days, logDays, texts, topics, causes, now } = options;
  const chance = random(20_261_122);
  const often = (share: number): boolean => chance() < share;
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const skewed = <T>(all: readonly T[]): T => all[Math.floor(chance() ** 2 * all.length)] as T;
  const midnight = now - (now % day) - 8 * hour;
  for (let index = 0; index < count; index += 1) {
    const daysAgo = Math.floor(((count - index) / count) * days);
    const startedAt = Math.min(midnight - daysAgo * day + pick(hours) * hour + chance() * hour, now - hour);
    const visit = aVisit(index, Math.floor(startedAt));
    const { id, conversationId, endedAt, missed, handoffs, thumbsDown } = visit;
    const record = (kind: LogRecord['kind'], key: string, data: object): ArchiveRow => ({
      kind: 'record',
      key: `${kind}:${key}`,
      value: { kind, key, at: endedAt, conversationId, data },
    });
    if (daysAgo < logDays) yield* conversation(visit, skewed(texts));
    if (missed > 0)
      yield record('miss', `${id}:miss`, { text: skewed(texts), language: visit.language, alternatives: [] });
    if (thumbsDown > 0 || often(rated)) {
      const value = thumbsDown > 0 ? 'down' : 'up';
      const data = { activityId: `${id}.1`, value, topic: visit.topics[0] ?? '' };
      yield record('feedback', `feedback:${conversationId}:${id}.1:${value}`, data);
    }
    for (const handoffId of handoffs) {
      const handoff = aHandoff(handoffId, visit);
      yield { kind: 'handoff', key: handoffId, value: { ...handoff } };
      if (handoff.status === 'done' && often(0.5))
        yield record('survey', handoffId, {
          score: pick(scores),
          handoffId,
          ...(often(0.3) && { words: pick(texts) }),
        });
    }
    yield record('contact', id, visit);
  }

  function aVisit(index: number, startedAt: number): ContactFact {
    const [id, isHandedOver] = [`con_${index.toString(36)}`, often(handedOver)];
    const isMissed = often(notUnderstood);
    return {
      id,
      conversationId: `conv_v${index.toString(36)}`,
      channel: pick(channels),
      language: pick(languages),
      startedAt,
      endedAt: startedAt + Math.floor(chance() * 20 * minute),
      // As long as the keyed hash is; a customer comes some times.
      customer: Math.floor(chance() * count * 0.4)
        .toString(36)
        .padStart(22, 'k'),
      byUs: often(begunByUs),
      messages: 1 + Math.floor(chance() * 8),
      topics: [...new Set(often(0.8) ? [skewed(topics)] : [skewed(topics), skewed(topics)])],
      answered: isMissed ? 0 : 1,
      missed: isMissed ? 1 : 0,
      thumbsDown: often(0.01) ? 1 : 0,
      complaints: [],
      personAsked: isHandedOver,
      handoffs: isHandedOver ? [`hof_${index.toString(36)}`] : [],
    };
  }

  function aHandoff(id: string, { conversationId, channel, language, startedAt, endedAt }: ContactFact): Handoff {
    const [isTaken, skill, agent] = [often(0.85), pick(teams), `agent${Math.floor(chance() * 60)}`];
    const { brief, ...fresh } = newHandoff({ id, conversationId, skill, reason: skewed(handoffReasons) });
    const acceptedAt = startedAt + Math.floor(chance() * 5 * minute);
    const over = { at: endedAt, actor: agent, event: 'wrap_up', from: 'assigned', to: 'done' } as const;
    const left = { at: endedAt, actor: 'customer', event: 'withdraw', from: 'waiting', to: 'withdrawn' } as const;
    return {
      ...fresh,
      ...{ version: 3, createdBy: `${id}:handoff`, createdAt: startedAt, status: isTaken ? 'done' : 'withdrawn' },
      brief: { ...brief, channel, language, summary: pick(texts) },
      ...(isTaken && {
        ...{ acceptedAt, agent, wrapUp: { at: endedAt, by: agent, result: 'solved' as const, cause: skewed(causes) } },
        ...(often(0.12) && { firstSkill: pick(teams) }),
      }),
      history: [isTaken ? over : left],
    };
  }
}

/** The log of a visit, with the conversation before it. */
function* conversation({ id, conversationId, channel, startedAt, endedAt }: ContactFact, text: string) {
  const common = { createdAt: startedAt, updatedAt: endedAt, version: 2, state: {} };
  const places = { processedSeq: 1, lastSeq: 2, lastInSeq: 1 };
  yield {
    kind: 'conversation' as const,
    key: conversationId,
    value: { channel, userId: `customer_${id}`, ...common, ...places },
  };
  const entry = (seq: number, direction: 'in' | 'out', said: string): ArchiveRow => ({
    kind: 'activity',
    key: activityKey(conversationId, seq),
    value: {
      ...{ conversationId, seq, id: `${id}.${seq}`, direction, at: startedAt + seq },
      ...(direction === 'in' && { externalId: `${id}.m${seq}`, bodyHash: '' }),
      activity: { type: 'message', id: `${id}.${seq}`, text: said },
    },
  });
  yield entry(1, 'in', text);
  yield entry(2, 'out', '已经为您查到了，请看下面的说明。');
}

/** What the customer thought of how a complaint was resolved: of those that are over, two or three of five. */
export function surveyOf(complaint: Complaint, texts: readonly string[], chance: () => number): readonly ArchiveRow[] {
  const { id, number, status, conversationId, createdAt } = complaint;
  if (status !== 'closed' || chance() > 0.43) return [];
  const score = scores[Math.floor(chance() * scores.length)];
  const words = chance() < 0.3 ? texts[Math.floor(chance() * texts.length)] : undefined;
  const record = (key: string, more: object): ArchiveRow => ({
    kind: 'record',
    key: `survey:${key}`,
    value: {
      ...{ kind: 'survey', key, at: createdAt + 3 * hour, conversationId },
      data: { score, ...more, complaintId: id, number },
    },
  });
  return [record(`${id}#1`, {}), ...(words === undefined ? [] : [record(`${id}#1:words`, { words })])];
}
