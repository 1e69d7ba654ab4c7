const maxCookies = 50;

/** Reads a Cookie header; a broken or repeated cookie is left out, the first of a name wins. */
export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (const part of (header ?? '').split(';').slice(0, maxCookies)) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !(name in cookies)) cookies[name] = part.slice(at + 1).trim();
  }
  return cookies;
}

export interface CookieOptions {
  readonly maxAgeSeconds: number;
  readonly secure: boolean;
  readonly sameSite: 'Lax' | 'Strict' | 'None';
  readonly path?: string;
  /** Kept apart per embedding site; needed for `None` where third-party cookies are blocked. */
  readonly partitioned?: boolean;
}

/** @returns a Set-Cookie value; always HttpOnly. Name and value must need no quoting (base64url, JWT). */
export function cookie(name: string, value: string, options: CookieOptions): string {
  return [
    `${name}=${value}`,
    `Path=${options.path ?? '/'}`,
    `Max-Age=${options.maxAgeSeconds}`,
    'HttpOnly',
    `SameSite=${options.sameSite}`,
    ...(options.secure ? ['Secure'] : []),
    ...(options.partitioned === true ? ['Partitioned'] : []),
  ].join('; ');
}
