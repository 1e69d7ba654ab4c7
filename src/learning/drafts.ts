import type { ActKey } from '../ports/act-key';
import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import { type Changed, changeDocument } from './change-document';
import type { DraftActBodies, KnowledgeDraft } from './learning';

export type DraftAct = 'edit' | 'publish' | 'reject';
export type DraftChange =
  | ({ readonly act: 'edit' } & DraftActBodies['edit'])
  | { readonly act: 'publish' }
  | ({ readonly act: 'reject' } & DraftActBodies['reject']);
/** `masked`: it still holds a number of the customer it came from, and so is no answer for everybody. */
export type DraftResult = Changed<KnowledgeDraft, 'not_now' | 'masked'>;

/** What may be done to a draft in which status, and what it is afterwards. Who edits what speaks has reviewed it. */
export const draftTable: Readonly<
  Record<KnowledgeDraft['status'], Readonly<Partial<Record<DraftAct, KnowledgeDraft['status']>>>>
> = {
  draft: { edit: 'draft', publish: 'published', reject: 'rejected' },
  published: { edit: 'published', reject: 'rejected' },
  rejected: { edit: 'draft' },
};

export interface Drafts {
  /** To be reviewed first, then those that speak, then the rejected; the newest first. */
  all(): Promise<readonly KnowledgeDraft[]>;
  /**
   * @param by staff name
   * @param key of the request: said under it before, nothing happens
   */
  act(by: string, id: string, change: DraftChange, key?: ActKey): Promise<DraftResult>;
}

const kind = 'knowledge_draft';
const mostKept = 5_000;
const masked = /\*{3,}/;

/** Drafts of answers, one document each. Nothing of them speaks before a supervisor has published it. */
export function createDrafts({
  documents,
  clock,
}: {
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put'>;
  readonly clock: Clock;
}): Drafts {
  return {
    async all() {
      const stored = await documents.list<KnowledgeDraft>(kind, mostKept);
      return stored.map(({ value: { heard: _, ...draft } }) => draft).sort(byReview);
    },
    act(by, id, change, key) {
      const decide = (draft: KnowledgeDraft) => {
        const to = draftTable[draft.status][change.act];
        // The same again, as after an answer that was lost on the way.
        if (isSaidAlready(draft, by, change)) return { ok: true as const, value: draft };
        if (to === undefined) return { ok: false as const, reason: 'not_now' as const };
        const { why: _, ...before } = draft;
        const { act, ...given } = change;
        const value = { ...before, ...given, status: to, reviewedBy: by, reviewedAt: clock.now() };
        const speaks = [value.question, ...value.alternatives, value.answer].join('\n');
        if (to === 'published' && masked.test(speaks)) return { ok: false as const, reason: 'masked' as const };
        return { ok: true as const, value };
      };
      return changeDocument<KnowledgeDraft, 'not_now' | 'masked'>(documents, kind, id, decide, key);
    },
  };
}

const isSaidAlready = (draft: KnowledgeDraft, by: string, { act }: DraftChange): boolean =>
  draft.reviewedBy === by &&
  ((act === 'publish' && draft.status === 'published') || (act === 'reject' && draft.status === 'rejected'));

const order = { draft: 0, published: 1, rejected: 2 } as const;
const byReview = (a: KnowledgeDraft, b: KnowledgeDraft): number =>
  order[a.status] - order[b.status] || b.from.at - a.from.at || a.id.localeCompare(b.id);
