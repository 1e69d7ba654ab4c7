import { safeHost } from './origins';

export interface PagePolicy {
  /** Origins that may show the page in a frame; empty: none may. */
  readonly frameAncestors: readonly string[];
  /** The request's Host header: older Safari does not count a WebSocket on the same host as `'self'`. */
  readonly host: string | undefined;
}

/**
 * Headers of every answer. Pages load nothing from elsewhere, run no inline script and cannot be framed unless the
 * route says so; answers are not kept by caches unless a handler says so (S10).
 */
export function securityHeaders({ frameAncestors, host }: PagePolicy): Record<string, string> {
  const sockets = safeHost(host);
  // blob: the official client reads a file it is about to upload from an address of its own page.
  const connect = sockets === undefined ? "'self' blob:" : `'self' blob: ws://${sockets} wss://${sockets}`;
  const ancestors = frameAncestors.length === 0 ? "'none'" : `'self' ${frameAncestors.join(' ')}`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src ${connect}`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': frameAncestors.length === 0 ? 'same-origin' : 'cross-origin',
    'cache-control': 'no-store',
    ...(frameAncestors.length === 0 ? { 'x-frame-options': 'DENY' } : {}),
  };
}
