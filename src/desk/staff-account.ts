import type { AgentProfile, StaffRole } from '../handoff/agent';

/** Someone who may open the desk. The hash comes from {@link hashPassword}; the password itself is never kept. */
export interface StaffAccount extends AgentProfile {
  /** Absent: signs in through the company's own sign-in (OIDC) only. */
  readonly passwordHash?: string;
}

/** What a signed-in request carries as `identity`. */
export interface StaffIdentity extends AgentProfile {
  readonly name: string;
  readonly role: StaffRole;
}
