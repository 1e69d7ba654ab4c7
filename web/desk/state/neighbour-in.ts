/** The next or previous of what is listed, from the one that is open; from none, the first or the last. */
export function neighbourIn(listed: readonly string[], open: string | undefined, by: 1 | -1): string | undefined {
  const at = open === undefined ? -1 : listed.indexOf(open);
  return at < 0 ? listed.at(by === 1 ? 0 : -1) : listed[at + by];
}
