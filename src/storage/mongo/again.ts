import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StorageError } from '../storage-error';

const mostAttempts = 40;

/**
 * Tries a conditional write until no other process wrote in between, waiting a little longer and by chance each time.
 * @param attempt answers `undefined` when the condition no longer held
 * @throws {StorageError} `storage_busy` when the others never stop
 */
export async function again<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let lost = 0; lost < mostAttempts; lost += 1) {
    if (lost > 0) await pause(randomInt(0, Math.min(50, 4 * lost) + 1));
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new StorageError('storage_busy');
}
