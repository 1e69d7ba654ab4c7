import { createHash } from 'node:crypto';
import type { AgentProfile } from '../../handoff/agent';
import type { Clock } from '../../ports/clock';
import type { DocumentStore, StoredDocument } from '../../ports/document-store';
import type { IdGenerator } from '../../ports/id-generator';
import type { StaffAccount, StaffIdentity } from '../staff-account';

/** S16: a session ends after half an hour without a request, and after twelve hours in any case. */
export const idleMs = 30 * 60_000;
export const absoluteMs = 12 * 3600_000;
/** A request notes that it came, but writes no oftener than this; so a session may end a minute early, never late. */
const noteEveryMs = 60_000;
const mostSessions = 10_000;

/** How somebody proved who they are: with the account's password, or on the company's own sign-in. */
export type Proof =
  | { readonly via: 'password'; readonly account: StaffAccount }
  /** `profile`: from the claims alone; absent, an account of that name is in the staff file. */
  | { readonly via: 'oidc'; readonly name: string; readonly profile?: AgentProfile };

/** Who is signed in, in the store: the same on every node and after a restart. The id itself is stored nowhere. */
export interface StaffSessions {
  /** @returns the session's id, for the cookie and nowhere else */
  open(proof: Proof): Promise<string>;
  /**
   * Who that is, by the staff list as it is now: whoever was removed from it, or got another password, is signed out.
   * @param alive counts as a sign of life; pages that are only open give none
   */
  find(id: string, alive: boolean): Promise<StaffIdentity | undefined>;
  close(id: string): Promise<void>;
  /** Whether somebody is signed in anywhere. */
  has(name: string): Promise<boolean>;
  /** Signs somebody out everywhere; answers how many sessions that were. */
  closeAll(name: string): Promise<number>;
  /** Profiles of the people signed in who are known by the company's claims only. */
  guests(): Promise<readonly AgentProfile[]>;
}

interface Session {
  readonly name: string;
  readonly via: Proof['via'];
  /** Hash of the password's hash: another password ends the session. */
  readonly password?: string;
  readonly profile?: AgentProfile;
  readonly openedAt: number;
  readonly seenAt: number;
}

export interface StaffSessionsOptions {
  /** The staff list as it is now. */
  readonly staff: () => readonly StaffAccount[];
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Sessions of the company's own sign-in count; without it they end. */
  readonly oidc: boolean;
}

export function createStaffSessions(options: StaffSessionsOptions): StaffSessions {
  const { staff, documents, clock, ids } = options;
  const ended = ({ seenAt, openedAt }: Session, now: number) => now - seenAt >= idleMs || now - openedAt >= absoluteMs;

  function identityOf(session: Session): StaffIdentity | undefined {
    const account = staff().find(({ name }) => name === session.name);
    if (session.via === 'oidc') return options.oidc ? ((account && profileOf(account)) ?? session.profile) : undefined;
    const same = account?.passwordHash !== undefined && hash(account.passwordHash) === session.password;
    return same ? profileOf(account) : undefined;
  }

  const all = async (): Promise<readonly StoredDocument<Session>[]> =>
    documents.list<Session>('staff_session', mostSessions);

  return {
    async open(proof) {
      const now = clock.now();
      await documents.removeOlder('staff_session', now - idleMs - noteEveryMs);
      // Two ids: one alone has 122 random bits, a session is to have 128 or more.
      const id = `${ids.next('desk')}${ids.next('')}`;
      const session: Session = { ...provenBy(proof), openedAt: now, seenAt: now };
      const version = await documents.put('staff_session', hash(id), session, 0);
      if (version === undefined) throw new Error('A session id came up twice: the random source is broken.');
      return id;
    },
    async find(id, alive) {
      if (id === '') return undefined;
      const key = hash(id);
      const found = await documents.get<Session>('staff_session', key);
      if (!found) return undefined;
      const now = clock.now();
      const identity = ended(found.value, now) ? undefined : identityOf(found.value);
      if (!identity) {
        await documents.remove('staff_session', key);
      } else if (alive && now - found.value.seenAt >= noteEveryMs) {
        // When another request of the same page was faster, it has noted the same.
        await documents.put('staff_session', key, { ...found.value, seenAt: now }, found.version);
      }
      return identity;
    },
    async close(id) {
      if (id !== '') await documents.remove('staff_session', hash(id));
    },
    async has(name) {
      const now = clock.now();
      return (await all()).some(({ value }) => value.name === name && !ended(value, now) && identityOf(value));
    },
    async closeAll(name) {
      const theirs = (await all()).filter(({ value }) => value.name === name);
      const removed = await Promise.all(theirs.map(({ key }) => documents.remove('staff_session', key)));
      return removed.filter(Boolean).length;
    },
    async guests() {
      const now = clock.now();
      const known = new Set(staff().map(({ name }) => name));
      const guests = new Map<string, AgentProfile>();
      for (const { value } of await all()) {
        if (value.profile && !known.has(value.name) && !ended(value, now) && identityOf(value))
          guests.set(value.name, value.profile);
      }
      return [...guests.values()];
    },
  };
}

/** The account without its password's hash. */
export function profileOf({ passwordHash: _, ...profile }: StaffAccount): StaffIdentity {
  return profile;
}

function provenBy(proof: Proof): Pick<Session, 'name' | 'via' | 'password' | 'profile'> {
  if (proof.via === 'oidc') {
    return { name: proof.name, via: 'oidc', ...(proof.profile && { profile: proof.profile }) };
  }
  const { name, passwordHash = '' } = proof.account;
  return { name, via: 'password', password: hash(passwordHash) };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
