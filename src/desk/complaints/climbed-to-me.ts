import { climbedTo, stepOf } from '../../complaints/climbs/climbed-to';
import type { DeskContext } from '../desk-context';
import type { ClimbedNotice } from '../desk-events';
import type { StaffIdentity } from '../staff-account';
import type { ClimbedEntry } from './standing';

/** Complaints that climbed to somebody and that nobody has taken, assigned or answered since; the newest first. */
export function climbedToMe(
  climbed: readonly ClimbedEntry[],
  { name, role }: StaffIdentity,
  people: readonly StaffIdentity[],
  routing: DeskContext['routing'],
): readonly ClimbedEntry[] {
  if (role !== 'supervisor') return [];
  return climbed.filter((one) => climbedTo(people, one, one, routing).some((person) => person.name === name));
}

/** What a page is told of one: nothing of the customer. */
export const climbedNotice = ({ number, type, at, to, why }: ClimbedEntry): ClimbedNotice => ({
  number,
  type,
  at,
  to: stepOf[to],
  why,
});
