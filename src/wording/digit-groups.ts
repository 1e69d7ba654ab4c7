const usual = new Map([
  [6, [3, 3]],
  [7, [3, 4]],
  [8, [4, 4]],
  [9, [3, 3, 3]],
  [10, [3, 3, 4]],
  [11, [3, 4, 4]],
]);

/** A long number in the groups it is dictated in: a mobile number 3-4-4, a one-time code 3-3, a card number by fours. */
export function digitGroups(digits: string): readonly string[] {
  if (digits.length <= 5) return [digits];
  const groups: string[] = [];
  let at = 0;
  for (const size of usual.get(digits.length) ?? Array<number>(Math.ceil(digits.length / 4)).fill(4)) {
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups;
}
