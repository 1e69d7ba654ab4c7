import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { oidcFaults, oidcShape, readOidc } from '../../../src/desk/sign-in/oidc-settings';
import { tempDirs } from '../../support/temp-dir';

const schema = z.object(oidcShape);
const whole = {
  OIDC_ISSUER: 'https://id.example.com/realms/staff',
  OIDC_CLIENT_ID: 'desk',
  OIDC_CLIENT_SECRET: 'hush',
  PUBLIC_URL: 'https://desk.example.com',
};
const issuesOf = (given: object): string[] =>
  schema.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
const newDir = tempDirs();

test('without an issuer there is none', () => {
  expect(readOidc(schema.parse({}))).toBeUndefined();
  expect(oidcFaults({})).toEqual([]);
});

test('the least that is needed', () => {
  expect(oidcFaults(whole)).toEqual([]);
  expect(readOidc(schema.parse(whole))).toEqual({
    issuer: 'https://id.example.com/realms/staff',
    clientId: 'desk',
    clientSecret: 'hush',
    name: 'SSO',
    scopes: ['openid', 'profile', 'email'],
    nameClaim: 'preferred_username',
    displayNameClaim: 'nickname',
    origins: [],
  });
});

test('roles and teams by the values of claims, values with = and , in them too', () => {
  const given = {
    ...whole,
    OIDC_ROLE_CLAIM: 'groups',
    OIDC_ROLES: 'CN=leads,OU=desk=supervisor; it = admin ;',
    OIDC_TEAM_CLAIM: 'groups',
    OIDC_TEAMS: 'bills=billing;lines=technical',
    OIDC_ORIGINS: 'https://tokens.example.net, https://keys.example.net',
  };
  expect(oidcFaults(given)).toEqual([]);
  expect(readOidc(schema.parse(given))).toMatchObject({
    roles: {
      claim: 'groups',
      byValue: new Map([
        ['CN=leads,OU=desk', 'supervisor'],
        ['it', 'admin'],
      ]),
    },
    teams: {
      claim: 'groups',
      byValue: new Map([
        ['bills', 'billing'],
        ['lines', 'technical'],
      ]),
    },
    origins: ['https://tokens.example.net', 'https://keys.example.net'],
  });
});

test.each([
  ['OIDC_ISSUER', 'http://id.example.com'],
  ['OIDC_ISSUER', 'http://127.0.0.1.example.com'],
  ['OIDC_ISSUER', 'http://localhost@example.com'],
  ['OIDC_ISSUER', 'file:///etc/passwd'],
  ['OIDC_ISSUER', 'id.example.com'],
  ['OIDC_ROLES', 'desk-leads=chief'],
  ['OIDC_ROLES', 'desk-leads'],
  ['OIDC_TEAMS', 'bills=Billing!'],
  ['OIDC_ORIGINS', 'https://tokens.example.net/path'],
  ['OIDC_ROLE_CLAIM', 'a claim'],
])('%s=%s is refused by its name', (name, value) => {
  expect(issuesOf({ [name]: value })[0]).toContain(`${name}: `);
});

test.each(['http://127.0.0.1:3000', 'http://localhost:3000/realms/x', 'http://[::1]'])('%s stays here', (issuer) => {
  expect(issuesOf({ OIDC_ISSUER: issuer })).toEqual([]);
});

test('what belongs together is asked for together', () => {
  expect(oidcFaults({ OIDC_ISSUER: 'x' }).map((fault) => fault.split(' ')[0])).toEqual([
    'OIDC_CLIENT_ID',
    'PUBLIC_URL',
  ]);
  expect(oidcFaults({ OIDC_CLIENT_ID: 'x', OIDC_NAME: 'y' }).map((fault) => fault.split(' ')[0])).toEqual([
    'OIDC_ISSUER',
    'OIDC_ISSUER',
  ]);
  expect(oidcFaults({ ...whole, OIDC_ROLES: 'x=agent' })).toEqual([
    expect.stringMatching(/^OIDC_ROLE_CLAIM is needed/),
  ]);
  expect(oidcFaults({ ...whole, OIDC_TEAM_CLAIM: 'x' })).toEqual([expect.stringMatching(/^OIDC_TEAMS is needed/)]);
  expect(oidcFaults({ ...whole, OIDC_CLIENT_SECRET_FILE: 'x' })).toEqual([expect.stringContaining('one of the two')]);
});

test('the secret may be in a file of its own', () => {
  const path = join(newDir(), 'secret');
  const { OIDC_CLIENT_SECRET: _, ...rest } = whole;
  const read = () => readOidc(schema.parse({ ...rest, OIDC_CLIENT_SECRET_FILE: path }));
  expect(read).toThrow(`OIDC_CLIENT_SECRET_FILE ${path} cannot be read.`);
  writeFileSync(path, '\n');
  expect(read).toThrow('is empty');
  writeFileSync(path, 'from a file\n');
  expect(read()).toMatchObject({ clientSecret: 'from a file' });
});
