import { createHotline, type HotlineSettings } from '../../../src/channels/voice/hotline';
import { tempDirs } from '../../support/temp-dir';
import { dataDir, secret, startHotline } from './calling';

const tempDir = tempDirs();
const twilio = {
  PUBLIC_URL: 'https://desk.example.com/',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token of the test',
};

async function opened(settings: Partial<HotlineSettings>) {
  // Nothing is understood here.
  const understander = { understand: () => Promise.reject(new Error('not called')) };
  const core = startHotline({ dir: tempDir(), understander });
  const { services, clock, turns } = core;
  const hotline = createHotline({ VOICE_TRANSFER: 'dial', ...settings }, { services, clock, dataDir, secret });
  const { routes, sockets, close } = hotline.open(turns);
  close();
  await core.close();
  return {
    routes: routes.map(({ path }) => path),
    access: routes.map(({ access }) => access),
    sockets: sockets.length,
  };
}

describe('createHotline', () => {
  it('opens nothing without settings, nor with half of them', async () => {
    expect(await opened({})).toEqual({ routes: [], access: [], sockets: 0 });
    expect(await opened({ ...twilio, PUBLIC_URL: undefined })).toEqual({ routes: [], access: [], sockets: 0 });
  });

  it('opens the addresses for TwiML, each behind a signature', async () => {
    const { routes, access } = await opened(twilio);
    expect(routes).toEqual([
      '/voice/twilio',
      '/voice/twilio/transfer',
      '/voice/twilio/whisper',
      '/voice/twilio/status',
    ]);
    expect(new Set(access)).toEqual(new Set(['webhook']));
  });

  it('opens webhook and WebSocket for jambonz', async () => {
    const { routes, sockets } = await opened({ JAMBONZ_WEBHOOK_SECRET: 'a secret of sixteen or more' });
    expect(routes.every((path) => path.startsWith('/voice/jambonz'))).toBe(true);
    expect(routes.length).toBeGreaterThan(0);
    expect(sockets).toBe(1);
  });
});
