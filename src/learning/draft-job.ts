import type { Clock } from '../ports/clock';
import type { ConversationStore, LoggedActivity } from '../ports/conversation-store';
import type { DocumentStore } from '../ports/document-store';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { Log } from '../ports/log';
import type { RecordLog } from '../ports/record-log';
import { draftIdOf, draftOf, mayTeach } from './draft-of';
import type { KnowledgeDraft } from './learning';
import type { LearningRules } from './rules';

export const draftJobName = 'knowledge-drafts';
export const draftEveryMs = 30_000;

const markKey = 'knowledge_drafts';
const pageSize = 200;
const mostWaiting = 5_000;
const mostDrafts = 5_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far the job has come: what of the line it has seen, and whose word it still waits for. */
interface Mark {
  readonly position: string;
  readonly waiting: readonly { readonly id: string; readonly until: number }[];
}

export interface DraftJobDeps {
  readonly queue: Pick<HandoffQueue, 'changed' | 'byId'>;
  readonly conversations: Pick<ConversationStore, 'read'>;
  readonly records: Pick<RecordLog, 'get'>;
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put' | 'remove'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: LearningRules['drafts'];
}

/**
 * Makes drafts of what agents answered well, once each: looks at hand-overs as they end, waits for the customer's word on
 * them (not longer than the rules say), and notes how far it has come only when the drafts are stored. Begun for the first
 * time it looks at what ends from then on.
 */
export function createDraftJob(deps: DraftJobDeps) {
  const { queue, conversations, records, documents, clock, log, rules } = deps;
  let cleanedAt = 0;

  async function logOf(conversationId: string): Promise<readonly LoggedActivity[]> {
    const all: LoggedActivity[] = [];
    for (;;) {
      const page = await conversations.read(conversationId, all.at(-1)?.seq ?? 0, pageSize);
      all.push(...page);
      if (page.length < pageSize) return all;
    }
  }

  /** `wait`: the customer has not said yet how it was. */
  async function verdictOn({ id, until }: Mark['waiting'][number]): Promise<'wait' | 'praised' | 'good' | 'bad'> {
    const score = (await records.get('survey', id))?.data['score'];
    if (score === 'dissatisfied') return 'bad';
    if (score !== undefined) return score === 'satisfied' ? 'praised' : 'good';
    return clock.now() < until ? 'wait' : 'good';
  }

  async function learn(id: string, isPraised: boolean): Promise<void> {
    const handoff = await queue.byId(id);
    if (!handoff || !mayTeach(handoff)) return;
    const draft = draftOf(handoff, await logOf(handoff.conversationId), rules, isPraised);
    // There already: a run before this one died before it noted so.
    if (!draft || (await documents.put('knowledge_draft', draft.id, draft, 0)) === undefined) return;
    log.info({ draft: draft.id, handoffId: id }, 'knowledge: a draft of what an agent answered');
  }

  /** Drafts nobody published, after their time: they hold words of customers. */
  async function clean(): Promise<void> {
    const before = clock.now() - rules.keep_days * dayMs;
    for (const { key, at, value } of await documents.list<KnowledgeDraft>('knowledge_draft', mostDrafts))
      if (value.status !== 'published' && at < before) await documents.remove('knowledge_draft', key);
    cleanedAt = clock.now();
  }

  return {
    async run(signal: AbortSignal): Promise<void> {
      const mark = await documents.get<Mark>('mark', markKey);
      const { position, handoffs } = await queue.changed(mark?.value.position);
      const waiting = new Map((mark?.value.waiting ?? []).map((one) => [one.id, one]));
      for (const handoff of mark ? handoffs : []) {
        const { id, wrapUp } = handoff;
        if (!mayTeach(handoff) || !wrapUp) continue;
        // An entry may come again: what has its draft is done with.
        if (waiting.has(id) || (await documents.get('knowledge_draft', draftIdOf(id)))) continue;
        waiting.set(id, { id, until: wrapUp.at + rules.wait_hours * hourMs });
      }
      for (const one of waiting.values()) {
        if (signal.aborted) return;
        const verdict = await verdictOn(one);
        if (verdict === 'wait') continue;
        if (verdict !== 'bad') await learn(one.id, verdict === 'praised');
        waiting.delete(one.id);
      }
      const left = [...waiting.values()];
      if (left.length > mostWaiting)
        log.warn({ left: left.length }, 'knowledge: too many wait for a word; the oldest go');
      const next: Mark = { position, waiting: left.slice(-mostWaiting) };
      const same = mark !== undefined && JSON.stringify(mark.value) === JSON.stringify(next);
      // Somebody else noted more meanwhile: the next run goes on from there.
      if (!same) await documents.put('mark', markKey, next, mark?.version ?? 0);
      if (Math.abs(clock.now() - cleanedAt) > dayMs) await clean();
    },
  };
}
