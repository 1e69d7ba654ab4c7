/**
 * What we remember of a conversation on another desk: what that desk calls it, and which hand-over it is. Both in one, so
 * that an event from over there leads to its hand-over without a search.
 */
export const hubReference = (theirs: string, handoffId: string): string => `${theirs}@${handoffId}`;

/** @returns `undefined` when it is none of ours */
export function readHubReference(reference: string): { theirs: string; handoffId: string } | undefined {
  const at = reference.indexOf('@');
  if (at < 1 || at === reference.length - 1) return undefined;
  return { theirs: reference.slice(0, at), handoffId: reference.slice(at + 1) };
}
