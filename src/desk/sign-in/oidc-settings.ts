import { z } from 'zod';
import { type StaffRole, staffRoles } from '../../handoff/agent';
import { secretFrom } from '../../platform/secret-file';

/** The company's own sign-in (OpenID Connect), as set up; who gets in by it: {@link staffOfClaims}. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** What the company calls it, for the button on the sign-in page. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly nameClaim: string;
  readonly displayNameClaim: string;
  /** Lets in people who are not in the staff file, by the values of this claim. */
  readonly roles?: { readonly claim: string; readonly byValue: ReadonlyMap<string, StaffRole> };
  readonly teams?: { readonly claim: string; readonly byValue: ReadonlyMap<string, string> };
  /** Where requests may go beside the issuer, for providers whose token or key addresses are on another host. */
  readonly origins: readonly string[];
}

type Given = Readonly<Record<string, string | undefined>>;

/** `value=right` pairs; only the last `=` separates, for values like `CN=desk,OU=groups` are written with `;` between. */
const pairs = <Right extends string>(right: (text: string) => text is Right, example: string) =>
  z.string().transform((text, context): ReadonlyMap<string, Right> => {
    const found = new Map<string, Right>();
    for (const pair of text.split(';').map((part) => part.trim())) {
      const at = pair.lastIndexOf('=');
      const to = pair.slice(at + 1).trim();
      if (at > 0 && right(to)) found.set(pair.slice(0, at).trim(), to);
      else if (pair !== '') context.addIssue(`"${pair}" will not do: write it like ${example}`);
    }
    return found;
  });
const isRole = (text: string): text is StaffRole => staffRoles.some((role) => role === text);
const isTeam = (text: string): text is string => /^[a-z][a-z_]{1,30}$/.test(text);
const claim = z.string().regex(/^[\w.:/-]{1,200}$/, 'must be the name of a claim');

/** The settings of this room, for the one schema in `src/config.ts`. */
export const oidcShape = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be the full address of the issuer, for example https://id.example.com' })
    .refine(
      (url) => url.startsWith('https:') || loopback(url),
      'must be https; plain http only on 127.0.0.1 or localhost',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('SSO'),
  OIDC_SCOPES: z
    .string()
    .regex(/^[\w .:/-]{1,300}$/, 'must be scopes with a space between, for example openid profile email')
    .default('openid profile email'),
  OIDC_NAME_CLAIM: claim.default('preferred_username'),
  OIDC_DISPLAY_NAME_CLAIM: claim.default('nickname'),
  OIDC_ROLE_CLAIM: claim.optional(),
  OIDC_ROLES: pairs(isRole, 'desk-agents=agent;desk-leads=supervisor;it=admin').optional(),
  OIDC_TEAM_CLAIM: claim.optional(),
  OIDC_TEAMS: pairs(isTeam, 'desk-bills=billing;desk-lines=technical').optional(),
  OIDC_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine(
      (items) => items.every((item) => URL.canParse(item) && new URL(item).origin === item),
      'must be origins separated by commas, for example https://login.example.net',
    )
    .default([]),
} as const;

type OidcConfig = z.output<z.ZodObject<typeof oidcShape>>;

/** What these settings need of each other; for `readConfig`. */
export function oidcFaults(given: Given): string[] {
  const faults: string[] = [];
  const docs = 'docs/operations.md#the-companys-own-sign-in';
  const together = (name: string, needed: string): void => {
    if (given[name] && !given[needed]) faults.push(`${needed} is needed with ${name}: ${docs}`);
  };
  for (const needed of ['OIDC_CLIENT_ID', 'PUBLIC_URL']) together('OIDC_ISSUER', needed);
  for (const name of Object.keys(oidcShape)) if (name !== 'OIDC_ISSUER') together(name, 'OIDC_ISSUER');
  together('OIDC_ROLE_CLAIM', 'OIDC_ROLES');
  together('OIDC_ROLES', 'OIDC_ROLE_CLAIM');
  together('OIDC_TEAM_CLAIM', 'OIDC_TEAMS');
  together('OIDC_TEAMS', 'OIDC_TEAM_CLAIM');
  if (given['OIDC_CLIENT_SECRET'] && given['OIDC_CLIENT_SECRET_FILE'])
    faults.push('OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE: set one of the two');
  return [...new Set(faults)];
}

/**
 * @returns `undefined` when the company has no sign-in of its own
 * @throws Error saying what is wrong with the file of the secret
 */
export function readOidc(config: OidcConfig): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined || clientId === undefined) return undefined;
  const clientSecret = secretFrom('OIDC_CLIENT_SECRET_FILE', config.OIDC_CLIENT_SECRET, config.OIDC_CLIENT_SECRET_FILE);
  const { OIDC_ROLE_CLAIM: role, OIDC_ROLES: roles, OIDC_TEAM_CLAIM: team, OIDC_TEAMS: teams } = config;
  return {
    issuer,
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    name: config.OIDC_NAME,
    scopes: config.OIDC_SCOPES.split(' ').filter(Boolean),
    nameClaim: config.OIDC_NAME_CLAIM,
    displayNameClaim: config.OIDC_DISPLAY_NAME_CLAIM,
    ...(role !== undefined && roles !== undefined && { roles: { claim: role, byValue: roles } }),
    ...(team !== undefined && teams !== undefined && { teams: { claim: team, byValue: teams } }),
    origins: config.OIDC_ORIGINS,
  };
}

/** Only this machine hears what is said to it, so it needs no TLS. */
export const loopback = (url: string): boolean =>
  /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(url);
