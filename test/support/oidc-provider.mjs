// A real OpenID provider in a process of its own, for tests of the company's sign-in: `fork` it, wait for `{issuer}`, then
// send `{redirectUri}` and wait for `{ready: true}`. Nobody types there: `/interaction/<uid>?as=<account>` signs in,
// `?deny=1` says no.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** By account; `late` is let in so that its code is old before anybody can use it. */
const people = {
  'lin.yue': { preferred_username: 'lin.yue', nickname: '不用这个名字' },
  guest: { preferred_username: 'wang.fang', nickname: '客服小王', groups: ['everyone', 'desk-leads'] },
  billing: { preferred_username: 'zhao.lei', groups: ['desk-agents', 'desk-bills'] },
  teamless: { preferred_username: 'qian.kun', groups: ['desk-agents'] },
  stranger: { preferred_username: 'sun.li', groups: ['everyone'] },
  nameless: { nickname: '无名' },
  late: { preferred_username: 'lin.yue' },
};

let provider;
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  if (!provider) response.writeHead(503).end();
  else if (pathname.startsWith('/interaction/')) void interact(request, response, searchParams);
  else provider.callback()(request, response);
});

async function interact(request, response, asked) {
  const result = asked.has('deny')
    ? { error: 'access_denied', error_description: 'The person said no.' }
    : { login: { accountId: asked.get('as') } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  process.on('message', ({ redirectUri }) => {
    provider = new Provider(issuer, {
      clients: [{ client_id: 'desk', client_secret: 'a secret of the tests', redirect_uris: [redirectUri] }],
      conformIdTokenClaims: false,
      claims: { openid: ['sub'], profile: ['preferred_username', 'nickname', 'groups'] },
      cookies: { keys: ['only for tests'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      ttl: { AuthorizationCode: (_context, code) => (code.accountId === 'late' ? 1 : 60) },
      findAccount: (_context, id) =>
        Object.hasOwn(people, id) ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined,
      // Whoever signed in has agreed.
      async loadExistingGrant({ oidc }) {
        const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
    });
    process.send({ ready: true });
  });
  process.send({ issuer });
});
process.on('disconnect', () => process.exit());
