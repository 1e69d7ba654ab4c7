/** An order that is kept, and how many of its lines would come, go or move if it were not. */
export interface KeptOrder {
  readonly order: readonly string[];
  readonly changes: number;
}

/**
 * Keeps `before` in its order, whatever went since. What is new below everything known moves nothing and is put at the end;
 * the rest of what is new is kept back.
 */
export function keepOrder(before: readonly string[], latest: readonly string[]): KeptOrder {
  const known = new Map(before.map((key, index) => [key, index]));
  const places = latest.flatMap((key) => known.get(key) ?? []);
  const end = latest.findLastIndex((key) => known.has(key)) + 1;
  const came = end - places.length;
  const went = before.length - places.length;
  const moved = places.length - longestRising(places);
  return { order: [...before, ...latest.slice(end)], changes: came + went + moved };
}

/** How many can stay where they are when the others move. */
function longestRising(places: readonly number[]): number {
  const ends: number[] = [];
  for (const place of places) {
    const at = ends.findIndex((end) => end > place);
    if (at < 0) ends.push(place);
    else ends[at] = place;
  }
  return ends.length;
}
