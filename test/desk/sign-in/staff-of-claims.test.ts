import * as fc from 'fast-check';
import type { OidcSettings } from '../../../src/desk/sign-in/oidc-settings';
import { staffOfClaims } from '../../../src/desk/sign-in/staff-of-claims';
import type { StaffAccount } from '../../../src/desk/staff-account';

const settings: OidcSettings = {
  issuer: 'https://id.example.com',
  clientId: 'desk',
  name: 'SSO',
  scopes: ['openid'],
  nameClaim: 'preferred_username',
  displayNameClaim: 'nickname',
  origins: [],
};
const withRoles: OidcSettings = {
  ...settings,
  roles: {
    claim: 'realm_access.roles',
    byValue: new Map([['desk-agents', 'agent'] as const, ['desk-leads', 'supervisor'], ['it', 'admin']]),
  },
};
const withTeams: OidcSettings = {
  ...withRoles,
  teams: {
    claim: 'groups',
    byValue: new Map([
      ['bills', 'billing'],
      ['lines', 'technical'],
      ['more bills', 'billing'],
    ]),
  },
};
const staff: readonly StaffAccount[] = [{ name: 'lin.yue', role: 'agent', teams: ['service'] }];
const roles = (...roles: unknown[]) => ({ realm_access: { roles } });

test('a name of the staff file is that account, whatever role the claims tell', () => {
  const claims = { preferred_username: 'lin.yue', ...roles('it') };
  for (const given of [settings, withRoles, withTeams])
    expect(staffOfClaims(claims, given, staff)).toEqual({ ok: true, proof: { via: 'oidc', name: 'lin.yue' } });
});

test.each<[unknown, string]>([
  ['LIN.YUE', 'another case'],
  [' lin.yue', 'a blank'],
  ['lin.yue\u200b', 'an invisible character'],
  ['wang', 'another name'],
  ['x'.repeat(61), 'a very long name'],
  ['', 'no name'],
  [['lin.yue'], 'a list'],
  [undefined, 'nothing'],
])('%j is not that account: %s', (name) => {
  expect(staffOfClaims({ preferred_username: name }, settings, staff)).toMatchObject({ ok: false });
});

test('an e-mail address counts once it is verified', () => {
  const byMail = { ...settings, nameClaim: 'email' };
  const account: StaffAccount = { name: 'lin@example.com', role: 'agent' };
  for (const email_verified of [undefined, false, 'true'])
    expect(staffOfClaims({ email: account.name, email_verified }, byMail, [account])).toMatchObject({ ok: false });
  expect(staffOfClaims({ email: account.name, email_verified: true }, byMail, [account])).toMatchObject({ ok: true });
});

test.each([
  [['desk-agents'], 'agent'],
  [['desk-agents', 'desk-leads', 'other'], 'supervisor'],
  [['it', 'desk-agents'], 'admin'],
])('%j is the role %s', (values, role) => {
  const decision = staffOfClaims({ preferred_username: 'wang', ...roles(...values) }, withRoles, staff);
  expect(decision).toEqual({ ok: true, proof: { via: 'oidc', name: 'wang', profile: { name: 'wang', role } } });
});

test('a role may be a single value, and a claim may have dots in its own name', () => {
  const byValue = new Map([['yes', 'agent'] as const]);
  const given = { ...settings, roles: { claim: 'https://example.com/desk', byValue } };
  const claims = { preferred_username: 'wang', 'https://example.com/desk': 'yes' };
  expect(staffOfClaims(claims, given, staff)).toMatchObject({ ok: true });
});

test('teams are mapped, each once; an agent without any gets none of the customers', () => {
  const of = (groups: unknown, role = 'desk-agents') =>
    staffOfClaims({ preferred_username: 'wang', groups, ...roles(role) }, withTeams, staff);
  const profile = { name: 'wang', role: 'agent', teams: ['billing', 'technical'] };
  expect(of(['bills', 'lines', 'more bills'])).toEqual({ ok: true, proof: { via: 'oidc', name: 'wang', profile } });
  expect(of(['elsewhere'])).toMatchObject({ ok: false });
  expect(of(undefined)).toMatchObject({ ok: false });
  expect(of(undefined, 'desk-leads')).toMatchObject({ ok: true });
});

test('whatever the claims hold, nobody gets a role that is not mapped, and nothing throws', () => {
  fc.assert(
    fc.property(
      fc.object({ withNullPrototype: true, maxDepth: 3 }),
      fc.string(),
      fc.string(),
      (claims, claim, name) => {
        const given = {
          ...withRoles,
          nameClaim: name,
          roles: { claim, byValue: new Map([['the role', 'admin'] as const]) },
        };
        const decision = staffOfClaims(claims, given, staff);
        if (decision.ok) expect(JSON.stringify(claims)).toMatch(/the role|lin\.yue/);
      },
    ),
  );
  for (const claim of ['__proto__', 'constructor', 'constructor.name', '__proto__.toString.name'])
    expect(
      staffOfClaims(
        { preferred_username: 'wang' },
        { ...withRoles, roles: { claim, byValue: new Map([['Object', 'admin']]) } },
        staff,
      ),
    ).toMatchObject({ ok: false });
});
