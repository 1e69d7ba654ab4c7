import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import type { Language } from '../ports/language';
import type { Log } from '../ports/log';
import type { KnowledgeDraft } from './learning';
import type { Question, SameQuestion } from './same-question';

/** Answers that supervisors published, for messages the bot has not understood. */
export interface PublishedDrafts {
  /** The one whose question this is, in this language; `undefined` unless it surely is. */
  find(text: string, language: Language): Promise<KnowledgeDraft | undefined>;
}

/** So long after a look what another node published may go unheard. */
const freshMs = 3_000;
const mostKept = 5_000;

interface Known {
  readonly draft: KnowledgeDraft;
  readonly questions: readonly Question[];
}

/**
 * Published answers in memory, read again by whoever asks when the last look is three seconds old: rare enough for the
 * store, soon enough for a supervisor who has taken an answer back. While the store is away, what was read last speaks.
 */
export function createPublishedDrafts({
  documents,
  same,
  clock,
  log,
}: {
  readonly documents: Pick<DocumentStore, 'list'>;
  readonly same: SameQuestion;
  readonly clock: Clock;
  readonly log: Log;
}): PublishedDrafts {
  let known: readonly Known[] = [];
  let lookedAt: number | undefined;
  let looking: Promise<void> | undefined;
  const read = new Map<string, { readonly version: number; readonly questions: readonly Question[] }>();

  async function look(): Promise<void> {
    const stored = await documents.list<KnowledgeDraft>('knowledge_draft', mostKept);
    const published = stored.filter(({ value }) => value.status === 'published');
    known = published.map(({ key, version, value }) => {
      const before = read.get(key);
      if (before?.version === version) return { draft: value, questions: before.questions };
      const questions = [value.question, ...value.alternatives].flatMap((text) => same.read(text) ?? []);
      read.set(key, { version, questions });
      return { draft: value, questions };
    });
    const keys = new Set(published.map(({ key }) => key));
    for (const key of read.keys()) if (!keys.has(key)) read.delete(key);
  }

  /** Those who ask at the same time share one look. */
  async function refresh(): Promise<void> {
    if (lookedAt !== undefined && Math.abs(clock.now() - lookedAt) < freshMs) return;
    looking ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'knowledge: published answers not readable just now'))
      .finally(() => {
        lookedAt = clock.now();
        looking = undefined;
      });
    await looking;
  }

  return {
    async find(text, language) {
      const asked = same.read(text);
      if (!asked) return undefined;
      await refresh();
      let best: { readonly draft: KnowledgeDraft; readonly likeness: number } | undefined;
      for (const { draft, questions } of known) {
        if (draft.language !== language) continue;
        const likeness = Math.max(0, ...questions.map((question) => same.likeness(asked, question)));
        // Of two that are as like, the one reviewed last: it was written knowing the other.
        const later = (draft.reviewedAt ?? 0) > (best?.draft.reviewedAt ?? 0);
        if (likeness > (best?.likeness ?? 0) || (likeness > 0 && likeness === best?.likeness && later))
          best = { draft, likeness };
      }
      return best?.draft;
    },
  };
}
