import type { OriginPolicy } from './origins';

/** Headers for a script of a configured origin; none for our own pages (they need none) and for strangers. */
export function corsHeaders(policy: OriginPolicy, origin: string | undefined): Record<string, string> {
  if (origin === undefined || !policy.configured.includes(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'Authorization, Content-Type, X-Ms-Bot-Agent, X-Requested-With',
    'access-control-expose-headers': 'Retry-After, X-Correlation-Id',
    'access-control-max-age': '600',
    'cross-origin-resource-policy': 'cross-origin',
  };
}
