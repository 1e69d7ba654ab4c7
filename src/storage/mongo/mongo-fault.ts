import { MongoError, MongoServerError } from 'mongodb';
import { StorageError } from '../storage-error';

/** Lock, write conflict and time limit of the server: the same again later may work. */
const busyCodes: ReadonlySet<unknown> = new Set([24, 50, 112, 262]);

/** @returns the driver's fault, or the network's, as one of ours; any other error as it is */
export function asStorageError(error: unknown): unknown {
  if (ofTheSocket(error)) return new StorageError('storage_unavailable', error);
  if (!(error instanceof MongoError)) return error;
  return new StorageError(busyCodes.has(error.code) ? 'storage_busy' : 'storage_unavailable', error);
}

/** The driver wraps most of what befalls its sockets, but not a write that was waiting for the buffer to empty. */
const ofTheSocket = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(?:E[A-Z]+|ERR_(?:STREAM|SOCKET)_[A-Z_]+)$/.test(error.code);

/** A unique index refused the write. Which one is not said by every server: look. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000;
