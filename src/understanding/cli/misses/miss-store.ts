import type { ConversationStore } from '../../../ports/conversation-store';
import type { RecordLog } from '../../../ports/record-log';

/** What the export of misses reads: the records, and the conversations a thumb points into. */
export interface MissStore {
  readonly records: Pick<RecordLog, 'list'>;
  readonly conversations: Pick<ConversationStore, 'read'>;
  close(): void | Promise<void>;
}

/**
 * Opens the store of a running or stopped desk; passed in, for the understanding knows no database.
 * @param folder its data folder; the usual one when absent
 * @throws Error saying what to do when there is no store
 */
export type OpenMissStore = (folder: string | undefined) => MissStore | Promise<MissStore>;
