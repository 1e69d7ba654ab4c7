import type { ComplaintType } from '../../../src/complaints/complaint';
import type { DeskWords } from '../../../src/desk/desk-api';

type Groups = DeskWords['causes'];

/** The groups that fit the complaint first, then those that fit all, then the others: nobody is locked out of the truth. */
export function causesFor(groups: Groups, types: readonly ComplaintType[]): Groups {
  const rank = (group: Groups[number]) =>
    group.types.length === 0 ? 1 : group.types.some((type) => types.includes(type)) ? 0 : 2;
  return [...groups].sort((a, b) => rank(a) - rank(b));
}
