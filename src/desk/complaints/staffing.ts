import type { Routing } from '../../handoff/routing-data';
import type { StaffIdentity } from '../staff-account';
import { ownersOf } from './complaint-rights';

/** Who there is to work on complaints. */
export interface Staffing {
  /** Among the staff, and no administrator: what somebody has who is not here is nobody's. */
  isHere(name: string): boolean;
  /** Whether new complaints of a department may go to this person. */
  mayHandle(name: string, department: string): boolean;
}

export interface StaffingDeps {
  readonly staff: () => readonly StaffIdentity[];
  readonly routing: Pick<Routing, 'owners'>;
  /** The company's own sign-in lets in people who are on no list: who is not signed in has not left for that. */
  readonly hasGuests: boolean;
}

export function createStaffing({ staff, routing, hasGuests }: StaffingDeps): Staffing {
  const find = (name: string) => staff().find((known) => known.name === name);
  return {
    isHere: (name) => (find(name)?.role ?? (hasGuests ? 'agent' : 'admin')) !== 'admin',
    mayHandle(name, department) {
      const person = find(name);
      return person === undefined ? hasGuests : ownersOf(person, routing)?.includes(department) !== false;
    },
  };
}

/** The complaint as it stands for those who are here: without a handler who has left. */
export function asHeld<Kind extends { readonly handler?: string }>(
  complaint: Kind,
  { isHere }: Pick<Staffing, 'isHere'>,
): Kind {
  const { handler, ...rest } = complaint;
  return handler === undefined || isHere(handler) ? complaint : (rest as Kind);
}
