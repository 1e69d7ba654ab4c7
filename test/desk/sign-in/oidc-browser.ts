/** As much of a browser as a sign-in needs: cookies by host and path, redirects one at a time. */
export interface OidcBrowser {
  /** One request; a redirect is not followed. */
  get(
    url: string,
  ): Promise<{ status: number; location: string | undefined; setCookie: string | undefined; text: string }>;
  post(url: string, body: object): Promise<number>;
  /** Cookies sent to that address, as `name=value; …`. */
  cookies(url: string): string;
  /** Takes over a cookie, as a thief would. */
  put(url: string, cookie: string): void;
}

let browsers = 0;

export function oidcBrowser(): OidcBrowser {
  const ip = `198.51.100.${++browsers}`;
  const jar = new Map<string, { origin: string; path: string; name: string; value: string }>();
  const sentTo = (url: string): string => {
    const { origin, pathname } = new URL(url);
    return [...jar.values()]
      .filter((cookie) => cookie.origin === origin && pathname.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  };
  const keep = (url: string, header: string): void => {
    const [pair = '', ...attributes] = header.split(/; ?/);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const { origin } = new URL(url);
    if (value === '') jar.delete(`${origin} ${name}`);
    else jar.set(`${origin} ${name}`, { origin, path, name, value });
  };
  const call = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { cookie: sentTo(url), 'x-forwarded-for': ip, ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) keep(url, header);
    return response;
  };
  return {
    async get(url) {
      const response = await call(url);
      const location = response.headers.get('location');
      return {
        status: response.status,
        location: location === null ? undefined : new URL(location, url).href,
        setCookie: response.headers.get('set-cookie') ?? undefined,
        text: await response.text(),
      };
    },
    async post(url, body) {
      const headers = { 'content-type': 'application/json', origin: new URL(url).origin, 'x-desk': '1' };
      return (await call(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
    cookies: sentTo,
    put: (url, cookie) => keep(url, cookie),
  };
}
