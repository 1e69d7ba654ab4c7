export const staffRoles = ['agent', 'supervisor', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Someone who may open the desk. The hash comes from {@link hashPassword}; the password itself is never kept. */
export interface StaffAccount {
  readonly name: string;
  readonly role: StaffRole;
  readonly passwordHash: string;
}

/** What a signed-in request carries as `identity`. */
export interface StaffIdentity {
  readonly name: string;
  readonly role: StaffRole;
}
