import { MongoError, MongoServerError } from 'mongodb';
import { StorageError } from '../storage-error';

/** Lock, write conflict and time limit of the server: the same again later may work. */
const busyCodes: ReadonlySet<unknown> = new Set([24, 50, 112, 262]);

/** @returns the driver's fault as one of ours; any other error as it is */
export function asStorageError(error: unknown): unknown {
  if (!(error instanceof MongoError)) return error;
  return new StorageError(busyCodes.has(error.code) ? 'storage_busy' : 'storage_unavailable', error);
}

/** A unique index refused the write. Which one is not said by every server: look. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000;
