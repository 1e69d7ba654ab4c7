/** What the address shows: `#/c/<id>` a customer, `#/live`, `#/audit`, `#/outbox` the other tabs. */
export type Route =
  | { readonly view: 'inbox'; readonly id?: string }
  | { readonly view: 'live' }
  | { readonly view: 'audit' }
  | { readonly view: 'outbox' };

/** An unknown address is the inbox. */
export function routeOf(hash: string): Route {
  const [, view, id] = /^#\/(c|live|audit|outbox)(?:\/([A-Za-z0-9_.:%-]{1,200}))?$/.exec(hash) ?? [];
  if (view === 'live' || view === 'audit' || view === 'outbox') return { view };
  if (view === 'c' && id !== undefined) return { view: 'inbox', id: decoded(id) };
  return { view: 'inbox' };
}

export function hashOf(route: Route): string {
  if (route.view !== 'inbox') return `#/${route.view}`;
  return route.id === undefined ? '#/' : `#/c/${encodeURIComponent(route.id)}`;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
