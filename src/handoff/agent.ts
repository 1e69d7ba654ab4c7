import type { ChannelId } from '../ports/channel';
import type { Language } from '../ports/language';

export const staffRoles = ['agent', 'supervisor', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Someone who may be given customers: the part of a staff account that routing knows. */
export interface AgentProfile {
  /** Staff name, unique. */
  readonly name: string;
  /** What colleagues and customers read (林老师, 客服小林); the staff name where absent. */
  readonly displayName?: string;
  readonly role: StaffRole;
  /** Skills (nlp-models/handoff/policy.yaml `skills`); absent or empty: all of them. */
  readonly teams?: readonly string[];
  /** Absent or empty: all. */
  readonly languages?: readonly Language[];
  readonly channels?: readonly ChannelId[];
  /** Customers at once; absent: `capacity` of nlp-models/handoff/routing.yaml. */
  readonly capacity?: number;
  /** Of a supervisor: the step of the ladder complaints climb to them at; absent: both. Their teams say whose complaints. */
  readonly ladder?: SeniorStep;
  /** Where letters about complaints that climbed go; absent: none. */
  readonly mail?: string;
}

/** Steps above the agents (nlp-models/complaints/standard.yaml `ladder`). */
export const seniorSteps = ['team_lead', 'manager'] as const;
export type SeniorStep = (typeof seniorSteps)[number];

export const presenceStatuses = ['available', 'busy', 'away'] as const;
export type PresenceStatus = (typeof presenceStatuses)[number];

/** Whether a person takes customers now; stored, the same on every node. */
export interface Presence {
  readonly status: PresenceStatus;
  /** Why away: a code of routing.yaml `away_reasons`, or `no_answer` when an offer was let pass too often. */
  readonly reason?: string;
  /** When that status began. */
  readonly since: number;
  /** The last sign of life of an open desk page; renewed every 5 s. */
  readonly seenAt: number;
  /** Since when without any customer: the longest idle is asked first. */
  readonly idleSince: number;
  /** Offers let pass in a row. */
  readonly missedOffers?: number;
}
