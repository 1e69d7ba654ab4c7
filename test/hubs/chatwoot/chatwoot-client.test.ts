import { z } from 'zod';
import { createChatwootClient } from '../../../src/hubs/chatwoot/chatwoot-client';
import { HubFault } from '../../../src/ports/agent-hub';
import { ManualClock } from '../../support/manual-clock';
import { type ChatwootServer, startChatwoot, token } from './contract-server';

const answer = z.object({ payload: z.array(z.unknown()) });
const search = { method: 'GET', path: 'contacts/search', query: { q: 'x' } } as const;
let chatwoot: ChatwootServer;
beforeEach(async () => {
  chatwoot = await startChatwoot(new ManualClock());
});
afterEach(() => chatwoot.close());
const client = (more: object = {}) => createChatwootClient({ url: chatwoot.url, accountId: 1, token, ...more });
const faultOf = async (work: Promise<unknown>): Promise<HubFault> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof HubFault)) throw new Error(`no HubFault: ${String(error)}`);
  return error;
};

test('an address below a path is kept, and a token that is wrong is told with the setting to look at', async () => {
  expect(await client()(search, answer)).toEqual({ payload: [] });
  const fault = await faultOf(client({ token: 'other' })(search, answer));
  expect(fault).toMatchObject({ permanent: false, code: 'HUB_FAULT' });
  expect(fault.message).toContain('CHATWOOT_API_TOKEN');
  expect(fault.message).not.toContain('other');
});

test('no redirect is followed, wherever it leads', async () => {
  const asked: string[] = [];
  const watching: typeof fetch = (url, init) => {
    asked.push(String(url));
    return fetch(url, init);
  };
  chatwoot.faults.push({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } });
  expect(await faultOf(client({ fetch: watching })(search, answer))).toMatchObject({ permanent: false });
  expect(asked).toHaveLength(1);
});

test.each([
  '../../../../rails/x',
  '//evil.example/x',
  'http://evil.example/',
  '/api/v1/accounts/2/contacts',
  'https:evil',
])('nothing is asked outside of the account: %s', async (path) => {
  const fault = await faultOf(client()({ method: 'GET', path }, answer));
  expect(fault.permanent).toBe(true);
  expect(chatwoot.requests).toEqual([]);
});

test('a server that is silent is given up, and one that talks without end too', async () => {
  chatwoot.faults.push('hang');
  const fault = await faultOf(client({ timeoutMs: 50 })(search, answer));
  expect(fault).toMatchObject({ permanent: false, message: expect.stringContaining('no answer') });
  chatwoot.faults.push({ status: 200, body: { payload: 'x'.repeat(3 * 1024 * 1024) } });
  expect(await faultOf(client()(search, answer))).toMatchObject({ permanent: false });
});

test.each([
  [{ status: 429, headers: { 'retry-after': '30' } }, false, 30_000],
  [{ status: 429, headers: { 'retry-after': '99999' } }, false, 600_000],
  [{ status: 503 }, false, undefined],
  [{ status: 422, body: { message: 'Content is too long', attributes: ['content'] } }, true, undefined],
  [{ status: 422, body: { error: 'Validation failed: Too many messages' } }, false, undefined],
  [{ status: 404 }, true, undefined],
  [{ status: 200, body: { something: 'else' } }, false, undefined],
])('%j: permanent %s', async (fault, permanent, retryAfterMs) => {
  chatwoot.faults.push(fault);
  const told = await faultOf(client()(search, answer));
  expect(told).toMatchObject({ permanent });
  expect(told.retryAfterMs).toBe(retryAfterMs);
  // The words of a refusal may quote the customer.
  expect(told.message).not.toContain('too long');
});
