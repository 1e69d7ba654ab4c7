import { type AgentProfile, type StaffRole, staffRoles } from '../../handoff/agent';
import type { StaffAccount } from '../staff-account';
import type { OidcSettings } from './oidc-settings';
import type { Proof } from './staff-sessions';

type Claims = Readonly<Record<string, unknown>>;

export type ClaimsDecision =
  | { readonly ok: true; readonly proof: Proof }
  /** For the log: what to change when that person is to get in. */
  | { readonly ok: false; readonly reason: string };

const longestName = 60;

/**
 * Who on the desk somebody is whom the company's sign-in vouches for. Whoever is in the staff file by that name gets what
 * the file says. Anybody else gets in by role only, when a role claim is set up; the highest of several counts.
 * @param claims of the ID token, its signature, issuer and audience proved
 */
export function staffOfClaims(claims: Claims, settings: OidcSettings, staff: readonly StaffAccount[]): ClaimsDecision {
  const { nameClaim, roles, teams } = settings;
  const name = valueAt(claims, nameClaim);
  if (typeof name !== 'string' || name === '' || name.length > longestName || hasControls(name))
    return refusal(`the claim ${nameClaim} holds no name of up to ${longestName} characters`);
  // Many sign-ins let people write any address into their profile until they prove it.
  if (nameClaim === 'email' && claims['email_verified'] !== true) return refusal('the e-mail address is not verified');
  if (staff.some((account) => account.name === name)) return { ok: true, proof: { via: 'oidc', name } };

  if (!roles) return refusal('the name is not in STAFF_FILE, and no role claim is set up');
  const role = highest(valuesAt(claims, roles.claim).map((value) => roles.byValue.get(value)));
  if (!role) return refusal(`no value of the claim ${roles.claim} is in OIDC_ROLES`);
  const theirs = teams && mapped(valuesAt(claims, teams.claim), teams.byValue);
  // Without teams somebody has all of them: nobody is to get that by a missing claim.
  if (role === 'agent' && theirs?.length === 0)
    return refusal(`no value of the claim ${teams?.claim} is in OIDC_TEAMS`);
  const profile: AgentProfile = {
    name,
    role,
    ...displayNameOf(claims, settings),
    ...(theirs !== undefined && theirs.length > 0 && { teams: theirs }),
  };
  return { ok: true, proof: { via: 'oidc', name, profile } };
}

const refusal = (reason: string): ClaimsDecision => ({ ok: false, reason });

/** Customers read it, so it is a claim made for that, and no real name unless the settings say so. */
function displayNameOf(claims: Claims, { displayNameClaim }: OidcSettings): Pick<AgentProfile, 'displayName'> {
  const name = valueAt(claims, displayNameClaim);
  const fits = typeof name === 'string' && name !== '' && name.length <= longestName && !hasControls(name);
  return fits ? { displayName: name } : {};
}

const highest = (found: readonly (StaffRole | undefined)[]): StaffRole | undefined =>
  staffRoles.findLast((role) => found.includes(role));

const mapped = (values: readonly string[], by: ReadonlyMap<string, string>): string[] => [
  ...new Set(values.flatMap((value) => by.get(value) ?? [])),
];

function valuesAt(claims: Claims, path: string): readonly string[] {
  const value = valueAt(claims, path);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

/** A claim by its name, or by a path with dots into it (`realm_access.roles`). Own properties only. */
function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Claims)[name];
  }
  return value;
}

/** Control characters and those that turn the direction of writing, which could pass one name off as another. */
const hasControls = (text: string): boolean => /[\p{Cc}\p{Cf}]/u.test(text);
