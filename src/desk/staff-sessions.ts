import type { Clock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import type { StaffIdentity } from './staff-account';

/** S16: a session ends after half an hour without a request, and after twelve hours in any case. */
export const idleMs = 30 * 60_000;
export const absoluteMs = 12 * 3600_000;
const maxSessions = 1000;

/** Who is signed in. Held in memory: a restart signs everyone out. */
export interface StaffSessions {
  /** @returns the session's id, for the cookie and nowhere else */
  open(identity: StaffIdentity): string;
  /** The signed-in person, or `undefined` when the session ended; counts as a sign of life. */
  touch(id: string): StaffIdentity | undefined;
  close(id: string): void;
}

interface Session {
  readonly identity: StaffIdentity;
  readonly openedAt: number;
  seenAt: number;
}

export function createStaffSessions(clock: Clock, ids: IdGenerator): StaffSessions {
  const sessions = new Map<string, Session>();
  const ended = (session: Session, now: number) =>
    now - session.seenAt >= idleMs || now - session.openedAt >= absoluteMs;

  return {
    open(identity) {
      const now = clock.now();
      for (const [id, session] of sessions) if (ended(session, now)) sessions.delete(id);
      const [oldest] = sessions.keys();
      if (sessions.size >= maxSessions && oldest !== undefined) sessions.delete(oldest);
      // Two ids: one alone has 122 random bits, a session is to have 128 or more.
      const id = `${ids.next('desk')}${ids.next('')}`;
      sessions.set(id, { identity, openedAt: now, seenAt: now });
      return id;
    },
    touch(id) {
      const session = sessions.get(id);
      if (!session) return undefined;
      const now = clock.now();
      if (ended(session, now)) {
        sessions.delete(id);
        return undefined;
      }
      session.seenAt = now;
      return session.identity;
    },
    close(id) {
      sessions.delete(id);
    },
  };
}
