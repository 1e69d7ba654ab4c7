/** Why a store could not do its work, with what the operator can do about it. */
export type StorageErrorCode = 'storage_busy' | 'storage_newer' | 'storage_unavailable';

const advice: Record<StorageErrorCode, string> = {
  storage_busy:
    'The database was locked or overloaded. Check for a second server or a backup on the same DATA_DIR, or the load of MongoDB.',
  storage_newer:
    'The database was written by a newer release. Start that release, or restore the backup made before it.',
  storage_unavailable:
    'The database cannot be read or written. Check DATA_DIR, its free space and its permissions, or the server of MONGO_URL.',
};

/** A fault of the store; `code` is stable, `cause` is the driver's error. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageErrorCode,
    cause?: unknown,
  ) {
    super(advice[code], { cause });
    this.name = 'StorageError';
  }
}
