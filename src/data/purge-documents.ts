import { removeEndedRequests } from '../data-requests/data-requests';
import { purgeSheets } from '../figures/purge-sheets';
import type { Clock } from '../ports/clock';
import type { DocumentKind, DocumentStore } from '../ports/document-store';

const dayMs = 86_400_000;

/**
 * Removes small documents that mean nothing any more: sessions that ended, names that are not locked any more, how far
 * customers read in conversations that are gone, requests for own data answered as long ago as complaints are kept, figures of days
 * nobody keeps complaints of. Running twice does no harm.
 * @param conversationDays how long conversations are kept
 * @param complaintDays how long complaints are kept
 */
export async function purgeDocuments(
  { documents, clock }: { readonly documents: DocumentStore; readonly clock: Clock },
  conversationDays: number,
  complaintDays: number,
): Promise<void> {
  const days: readonly (readonly [DocumentKind, number])[] = [
    ['staff_session', 1],
    ['sign_in_failures', 1],
    ['seen', conversationDays],
    // An appointment may be noted so long ahead, and what was told once a month is not told again.
    ['notice', 120],
  ];
  for (const [kind, kept] of days) await documents.removeOlder(kind, clock.now() - kept * dayMs);
  await removeEndedRequests(documents, clock.now() - complaintDays * dayMs);
  await purgeSheets(documents, clock, complaintDays);
}
