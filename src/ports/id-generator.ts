import { randomUUID } from 'node:crypto';

/** Ids nobody can guess: at least 122 random bits (S5). */
export interface IdGenerator {
  /** @param prefix short kind marker, for example `conv` or `att`; kept readable in logs. */
  next(prefix: string): string;
}

/** Random (version 4) UUIDs, without dashes, behind their prefix. */
export const randomIds: IdGenerator = {
  next: (prefix) => `${prefix}_${randomUUID().replaceAll('-', '')}`,
};
