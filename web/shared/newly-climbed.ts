import type { ClimbedNotice, ClimbedToMe } from '../../src/desk/desk-events';

/** What has climbed since the page last heard of it, the newest first; nothing when it hears for the first time. */
export function newlyClimbed(now: ClimbedToMe | undefined, before: ClimbedToMe | undefined): readonly ClimbedNotice[] {
  if (now === undefined || before === undefined || now === before) return [];
  const known = new Set(before.complaints.map(keyOf));
  // What was not told before because there was more of it is older than all that was.
  const since = before.complaints[0]?.at ?? Number.NEGATIVE_INFINITY;
  return now.complaints.filter((one) => !known.has(keyOf(one)) && one.at >= since);
}

const keyOf = ({ number, at, why }: ClimbedNotice): string => `${number} ${at} ${why}`;
