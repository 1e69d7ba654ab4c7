import { HttpError, type HttpRequest } from '../../platform/http';
import type { OriginPolicy } from '../../platform/origins';

/**
 * Makes the check that refuses (403) a changing request which did not come from our own page: the `Origin` must be
 * ours, and the header `x-desk: 1`, which no foreign form can send, must be there. `SameSite=Strict` on the cookie is
 * the first wall.
 */
export const createOwnPage =
  (origins: OriginPolicy) =>
  ({ headers }: Pick<HttpRequest, 'headers'>): void => {
    const { origin, host } = headers;
    if (origin === undefined || !origins.own(origin, host) || headers['x-desk'] !== '1') {
      throw new HttpError(403, 'ForeignOrigin', 'This request did not come from the desk page.');
    }
  };
