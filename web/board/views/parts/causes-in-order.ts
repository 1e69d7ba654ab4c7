import type { ComplaintType } from '../../../../src/complaints/complaint';
import type { DeskWords } from '../../../../src/desk/desk-api';

type Groups = DeskWords['causes'];

/** Causes in the order in which somebody with a trouble of that type looks for them; each stands there once. */
export function causesInOrder(
  groups: Groups,
  type: ComplaintType | undefined,
  likely: readonly string[] = [],
): { readonly first: Groups[number]['causes']; readonly groups: Groups } {
  const all = groups.flatMap(({ causes }) => causes);
  const first = likely.flatMap((code) => all.find((cause) => cause.code === code) ?? []);
  // What is offered for every type is about the conversation rather than the trouble: it stands last.
  const rank = ({ types }: Groups[number]): number =>
    type === undefined ? 0 : types.includes(type) ? 0 : types.length > 0 ? 1 : 2;
  const rest = groups
    .map((group) => ({ ...group, causes: group.causes.filter((cause) => !first.includes(cause)) }))
    .filter(({ causes }) => causes.length > 0)
    .sort((a, b) => rank(a) - rank(b));
  return { first, groups: rest };
}
