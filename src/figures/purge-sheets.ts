import { shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import { createSheetStore, partsOfSheetKey } from './sheet-store';

const dayMs = 86_400_000;

/**
 * Removes the day sheets of days that are older than complaints are kept. Rows name no customer, so those of complaints
 * that were removed or erased before stay until then: rates of past years do not change. Twice does no harm.
 */
export async function purgeSheets(documents: DocumentStore, clock: Clock, keptDays: number): Promise<void> {
  const store = createSheetStore(documents);
  const first = shanghaiDay(clock.now() - keptDays * dayMs);
  for (const key of Object.keys((await store.mark()).sheets)) {
    const parts = partsOfSheetKey(key);
    if (parts && parts.day < first) await store.remove(parts.kind, parts.day);
  }
}

/** Makes the job begin with the first there ever was: after rows came in that nobody was told of (an import). */
export const figuresAnew = (documents: DocumentStore): Promise<void> => createSheetStore(documents).rewind();
