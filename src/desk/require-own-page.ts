import { HttpError, type HttpRequest } from '../platform/http';

/**
 * Refuses a changing request that did not come from our own page: the `Origin` must be this host's, and the header
 * `x-desk: 1`, which no foreign form can send, must be there. `SameSite=Strict` on the cookie is the first wall.
 * @param publicUrl the address customers and staff use, when a proxy in front changes the `Host` header
 */
export function requireOwnPage(request: Pick<HttpRequest, 'headers'>, publicUrl?: string): void {
  const { origin, host } = request.headers;
  const from = hostOf(origin);
  const own = from !== undefined && (from === host?.toLowerCase() || from === hostOf(publicUrl));
  if (!own || request.headers['x-desk'] !== '1') {
    throw new HttpError(403, 'foreign_request', 'This request did not come from the desk page.');
  }
}

function hostOf(url: string | undefined): string | undefined {
  if (!url) return undefined;
  try {
    return new URL(url).host || undefined;
  } catch {
    return undefined;
  }
}
