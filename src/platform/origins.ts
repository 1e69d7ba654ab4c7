/** Which web origins may talk to us: our own pages always, others when configured. */
export interface OriginPolicy {
  /** Is it one of our own pages? `host` is the request's Host header. */
  own(origin: string, host: string | undefined): boolean;
  /** Is it one of our own pages or a configured origin? */
  allowed(origin: string, host: string | undefined): boolean;
  /** Origins whose scripts may call us. */
  readonly configured: readonly string[];
  /** Origins that may show our embeddable pages in a frame. */
  readonly embedders: readonly string[];
}

export interface OriginOptions {
  /** Where customers reach us, when it differs from the Host header (behind a proxy that ends TLS). */
  readonly publicUrl?: string;
  /** Other origins whose scripts may call the Direct Line. */
  readonly allowedOrigins?: readonly string[];
  /** Other origins that may show the chat page in a frame. */
  readonly embedOrigins?: readonly string[];
}

const hostPattern = /^[A-Za-z0-9.\-_:[\]]{1,255}$/;

/** @throws Error naming the configured origin that is none */
export function createOriginPolicy({ publicUrl, allowedOrigins = [], embedOrigins = [] }: OriginOptions): OriginPolicy {
  const configured = allowedOrigins.map(toOrigin);
  const publicOrigin = publicUrl === undefined ? undefined : toOrigin(publicUrl);
  const own = (origin: string, host: string | undefined): boolean =>
    origin === publicOrigin || (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`));
  return {
    own,
    allowed: (origin, host) => own(origin, host) || configured.includes(origin),
    configured,
    embedders: embedOrigins.map(toOrigin),
  };
}

function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(`"${text}" is no web origin: write it like https://www.example.com.`);
  }
  return url.origin;
}

/** @returns the Host header when it looks like one; a hostile header must not end up in an address we hand out */
export const safeHost = (host: string | undefined): string | undefined =>
  host !== undefined && hostPattern.test(host) ? host : undefined;
