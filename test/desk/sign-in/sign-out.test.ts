import { absoluteMs } from '../../../src/desk/sign-in/staff-sessions';
import { closeServers, cookieOf, signInHarness } from './sign-in-harness';

afterEach(closeServers);

/** Who signs out, and who is told of as gone. */
async function desk() {
  const gone: string[] = [];
  const running = await signInHarness({ signedOut: async ({ name }) => void gone.push(name) });
  const signIn = async () => cookieOf(await running.signIn());
  const signOut = (cookie: string) => running.call('POST', '/desk/api/sign-out', { cookie });
  return { ...running, gone, signInAs: signIn, signOut };
}

test('whoever is still signed in elsewhere is not gone', async () => {
  const { gone, signInAs, signOut } = await desk();
  const [office, home] = [await signInAs(), await signInAs()];
  await signOut(office);
  expect(gone).toEqual([]);
  await signOut(home);
  expect(gone).toEqual(['agent1']);
});

test('a session that ran out counts for nothing, nor do those of others', async () => {
  const { gone, clock, signIn, signInAs, signOut } = await desk();
  await signInAs();
  clock.advance(absoluteMs);
  await signIn({ name: 'boss', password: 'correct horse battery' });
  await signOut(await signInAs());
  expect(gone).toEqual(['agent1']);
});

test('what a page looks up by itself keeps nobody signed in (S16)', async () => {
  const { clock, call, signInAs } = await desk();
  const cookie = await signInAs();
  const look = (headers = {}) => call('GET', '/desk/api/me', { cookie, headers });
  for (let minute = 0; minute < 29; minute += 1) {
    clock.advance(60_000);
    expect((await look({ 'x-desk-quiet': '1' })).status).toBe(200);
  }
  clock.advance(60_000);
  expect((await look()).status).toBe(401);
});
