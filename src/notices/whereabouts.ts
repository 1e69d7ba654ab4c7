import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';

/** On which page a customer is just now, by the number that was proved there. */
export interface Whereabouts {
  /** The customer wrote on this page. Kept a few minutes apart, so that most messages cost nothing. */
  seen(phone: string, conversationId: string): Promise<void>;
  /** The page where the number was proved and somebody wrote lately. */
  pageOf(phone: string): Promise<string | undefined>;
}

interface Page {
  readonly conversationId: string;
}

/** Somebody who wrote so long ago may have left; the dialogs look again before they say anything there. */
const lastsMs = 10 * 60_000;
const apartMs = 3 * 60_000;
const keyOf = (phone: string): string => `here:${phone}`;

export function createWhereabouts(documents: Pick<DocumentStore, 'get' | 'put'>, clock: Clock): Whereabouts {
  return {
    async seen(phone, conversationId) {
      const known = await documents.get<Page>('notice', keyOf(phone));
      const isFresh = known?.value.conversationId === conversationId && clock.now() - known.at < apartMs;
      // Lost to another page at the same moment: either is right.
      if (!isFresh) await documents.put('notice', keyOf(phone), { conversationId } satisfies Page, known?.version ?? 0);
    },
    async pageOf(phone) {
      const known = await documents.get<Page>('notice', keyOf(phone));
      return known && clock.now() - known.at < lastsMs ? known.value.conversationId : undefined;
    },
  };
}
