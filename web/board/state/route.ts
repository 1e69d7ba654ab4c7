export const views = ['today', 'trends', 'causes', 'gaps', 'voices', 'problems', 'learning', 'week', 'list'] as const;
export type View = (typeof views)[number];

/** What the address shows: `#/<view>?<name>=<value>…`; a shared link shows the same. */
export interface Route {
  readonly view: View;
  readonly query: ReadonlyMap<string, string>;
}

/** What one view hands to the next: the span of days and what is looked at. */
export const filterNames = ['from', 'until', 'type', 'channel', 'area', 'team'] as const;
const longestHash = 2000;

/** An unknown address is the first view. */
export function routeOf(hash: string): Route {
  const [, name, text = ''] = /^#\/([a-z]{1,20})(?:\?(.*))?$/.exec(hash.slice(0, longestHash)) ?? [];
  const view = views.find((one) => one === name) ?? 'today';
  return { view, query: new Map(new URLSearchParams(text)) };
}

/** `undefined` takes a name out. */
export type Change = Readonly<Record<string, string | undefined>>;

export function hashOf(view: View, query: ReadonlyMap<string, string>, change: Change = {}): string {
  const params = new URLSearchParams([...query]);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) params.delete(name);
    else params.set(name, value);
  }
  // Commas part values; readable is better for a link somebody sends.
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? `#/${view}` : `#/${view}?${text}`;
}

/** The filter alone, for going to another view. */
export const carried = (query: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...query].filter(([name]) => filterNames.some((one) => one === name)));
