import type { Configuration, CustomFetch } from 'openid-client';
import type { SignInFailure } from '../desk-api';
import { loopback, type OidcSettings } from './oidc-settings';

/** What has to be remembered between the way there and the way back; in a sealed cookie of the browser. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The company's own sign-in by OpenID Connect: authorization code with PKCE, state and nonce. */
export interface CompanySignIn {
  /** @throws {@link CompanySignInFault} `unavailable` */
  begin(): Promise<{ readonly url: string; readonly pending: PendingSignIn }>;
  /**
   * @param query of the address the browser came back with, with its `?`
   * @returns claims of the ID token, with signature, issuer, audience, nonce and times proved
   * @throws {@link CompanySignInFault}
   */
  finish(query: string, pending: PendingSignIn): Promise<Readonly<Record<string, unknown>>>;
}

export class CompanySignInFault extends Error {
  constructor(
    readonly code: SignInFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const timeoutSeconds = 4;
/** What the other side says when it has trouble, and when the person said no (RFC 6749 4.1.2.1). */
const troubles: ReadonlySet<string | null> = new Set(['server_error', 'temporarily_unavailable']);
const denials: ReadonlySet<string | null> = new Set(['access_denied', 'interaction_required', 'login_required']);

/** @param redirectUri as registered over there: `<PUBLIC_URL>/desk/oidc/callback` */
export function createCompanySignIn(settings: OidcSettings, redirectUri: string): CompanySignIn {
  // Made for import() alone; loaded when first needed, so that nobody else's start waits for it.
  const library = () => import('openid-client');
  let discovered: Promise<Configuration> | undefined;

  async function discover(): Promise<Configuration> {
    const client = await library();
    const { issuer, clientId, clientSecret } = settings;
    return client.discovery(
      new URL(issuer),
      clientId,
      {},
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      {
        // Without the second the ID token's signature is left to TLS.
        execute: [...(loopback(issuer) ? [client.allowInsecureRequests] : []), client.enableNonRepudiationChecks],
        timeout: timeoutSeconds,
        [client.customFetch]: boundedFetch(settings),
      },
    );
  }

  /** A failed look is not kept: the next try looks again. */
  function configuration(): Promise<Configuration> {
    discovered ??= discover().catch((cause: unknown) => {
      discovered = undefined;
      throw cause;
    });
    return discovered;
  }

  return {
    async begin() {
      const client = await library();
      const config = await configuration().catch(explain);
      const pending: PendingSignIn = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(' '),
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, pending };
    },
    async finish(query, pending) {
      const given = new URLSearchParams(query);
      if (given.get('state') !== pending.state)
        throw new CompanySignInFault('stale', 'The state is not the one this browser was sent away with.');
      const error = given.get('error');
      if (denials.has(error)) throw new CompanySignInFault('refused', `The other side refused: ${error}.`);
      if (troubles.has(error)) throw new CompanySignInFault('unavailable', `The other side has trouble: ${error}.`);
      const client = await library();
      const tokens = await configuration()
        .then((config) =>
          client.authorizationCodeGrant(config, new URL(query, redirectUri), {
            pkceCodeVerifier: pending.verifier,
            expectedState: pending.state,
            expectedNonce: pending.nonce,
            idTokenExpected: true,
          }),
        )
        .catch(explain);
      return tokens.claims() ?? {};
    },
  };
}

/** Requests go to the issuer and the origins set up beside it, whatever its own description names (S2). */
function boundedFetch({ issuer, origins }: OidcSettings): CustomFetch {
  const allowed = new Set([new URL(issuer).origin, ...origins]);
  return async (url, { body, ...init }) => {
    const { origin } = new URL(url);
    if (!allowed.has(origin)) {
      const advice = `${origin} is not called: it is neither OIDC_ISSUER's nor in OIDC_ORIGINS.`;
      throw new CompanySignInFault('failed', advice);
    }
    let response: Response;
    try {
      response = await fetch(url, {
        ...init,
        redirect: 'manual',
        ...(body != null && { body: body as NonNullable<RequestInit['body']> }),
      });
    } catch (cause) {
      throw new CompanySignInFault('unavailable', `${origin} did not answer.`, { cause });
    }
    if (response.status >= 500) throw new CompanySignInFault('unavailable', `${origin} answered ${response.status}.`);
    return response;
  };
}

/** Our own faults come back inside the library's. */
function explain(cause: unknown): never {
  for (let error = cause; error instanceof Error; error = error.cause)
    if (error instanceof CompanySignInFault) throw error;
  const timedOut = cause instanceof Error && 'code' in cause && cause.code === 'OAUTH_TIMEOUT';
  const message = cause instanceof Error ? cause.message : 'The answer was not understood.';
  throw new CompanySignInFault(timedOut ? 'unavailable' : 'failed', message, { cause });
}
