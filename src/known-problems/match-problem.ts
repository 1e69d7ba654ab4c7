import type { ComplaintType } from '../complaints/complaint';
import type { KnownProblem } from './known-problem';

/** What a customer tells of, as far as it is known. */
export interface About {
  readonly type: ComplaintType;
  readonly subType?: string | undefined;
  readonly area?: string | undefined;
}

type Scope = Pick<KnownProblem, 'type' | 'subTypes' | 'areas'>;

const isOfKind = ({ type, subTypes }: Scope, about: About): boolean =>
  type === about.type && (subTypes.length === 0 || (about.subType !== undefined && subTypes.includes(about.subType)));

/** The open problem a customer's matter is part of; one of the district before one of the whole city, the newest first. */
export function matchProblem<Problem extends Scope & Pick<KnownProblem, 'status' | 'number'>>(
  problems: readonly Problem[],
  about: About,
): Problem | undefined {
  const open = problems
    .filter((problem) => problem.status === 'open' && isOfKind(problem, about))
    .sort((a, b) => (a.number < b.number ? 1 : -1));
  const { area } = about;
  return (
    open.find(({ areas }) => area !== undefined && areas.includes(area)) ?? open.find(({ areas }) => areas.length === 0)
  );
}

/** Whether an open problem would concern this customer if only the place were known. */
export const placeMatters = (
  problems: readonly (Scope & Pick<KnownProblem, 'status'>)[],
  about: Omit<About, 'area'>,
): boolean =>
  problems.some((problem) => problem.status === 'open' && problem.areas.length > 0 && isOfKind(problem, about));

/** Whether two troubles may be one: the same kind at the same place. */
export const overlaps = (one: Scope, other: Scope): boolean =>
  one.type === other.type && meet(one.subTypes, other.subTypes) && meet(one.areas, other.areas);

/** An empty list is everything. */
const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === 0 || other.length === 0 || one.some((item) => other.includes(item));
