import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig, settingNames } from '../src/config';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('readConfig', () => {
  it('starts with nothing set', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3978,
      NODE_ENV: 'development',
      LISTEN_WINDOW_MS: 1500,
      EMBED_ORIGINS: [],
    });
  });

  it('counts an empty value as unset', () => {
    expect(readConfig({ PUBLIC_URL: '', PORT: '' }).PORT).toBe(3978);
  });

  it('lists all faults at once, each with the fix', () => {
    const faults = faultsOf({
      PORT: 'http',
      PUBLIC_URL: 'desk',
      DIRECT_LINE_SECRET: 'short',
      EMBED_ORIGINS: 'https://a.example/path',
    });
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toMatch(/PORT: must be a whole number from 0 to 65535/);
    expect(faults.join('\n')).toMatch(/openssl rand -hex 32/);
  });

  it.each([
    ['DATADIR', 'DATA_DIR'],
    ['BOT_PORT', 'PORT'],
    ['DIRECTLINE_SECRET', 'DIRECT_LINE_SECRET'],
    ['DESK_LOG_LEVEL', 'LOG_LEVEL'],
  ])('reports the misspelling %s', (wrong, right) => {
    expect(faultsOf({ [wrong]: 'x' })).toEqual([expect.stringContaining(`did you mean ${right}?`)]);
  });

  it('leaves the names of others alone', () => {
    expect(faultsOf({ PATH: '/bin', HOME: '/root', HOSTNAME: 'a', LANG: 'C' })).toEqual([]);
  });

  it('refuses a production start without its secrets, with the list (S1)', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PUBLIC_URL',
      'DIRECT_LINE_SECRET',
      'ACCOUNT_API_URL',
      'STAFF_FILE',
    ]);
  });

  it('does not let a setting of a later version pass without effect', () => {
    expect(faultsOf({ ARI_URL: 'http://pbx' })).toEqual([expect.stringContaining('ARI_URL')]);
  });

  it('takes MongoDB by address or by file, never shows the address, and refuses both (S18)', () => {
    const url = 'mongodb+srv://desk:geheim@db.example.com/?tls=true';
    expect(readConfig({ MONGO_URL: url, MONGO_ALLOW_STANDALONE: 'true' })).toMatchObject({
      MONGO_URL: url,
      MONGO_DATABASE: 'desk',
      MONGO_ALLOW_STANDALONE: true,
    });
    expect(readConfig({})).toMatchObject({ MONGO_ALLOW_STANDALONE: false, MONGO_TIMEOUT_MS: 2000 });
    const wrong = { MONGO_URL: 'http://desk:geheim@db', MONGO_DATABASE: 'a.b', MONGO_ALLOW_STANDALONE: 'yes' };
    expect(faultsOf(wrong)).toHaveLength(3);
    expect(faultsOf({ ...wrong, MONGO_URL_FILE: '/run/secrets/mongo' }).join('\n')).not.toContain('geheim');
    expect(faultsOf({ MONGO_URL: url, MONGO_URL_FILE: '/run/secrets/mongo' })).toEqual([
      expect.stringContaining('one of the two'),
    ]);
  });

  it('takes one way of text messages, with what it needs, and shows no password (S18)', () => {
    expect(readConfig({ SMPP_URL: 'smpp://desk:geheim@smsc.example.com' }).SMPP_URL).toContain('smsc.example.com');
    const kannel = { KANNEL_SEND_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms?username=desk&password=geheim' };
    expect(faultsOf(kannel)).toEqual([
      expect.stringMatching(/^KANNEL_SENDER is needed/),
      expect.stringMatching(/^KANNEL_SECRET is needed/),
    ]);
    const whole = { ...kannel, KANNEL_SENDER: '10086', KANNEL_SECRET: 'k'.repeat(16) };
    expect(readConfig(whole).KANNEL_SOURCES).toEqual([]);
    expect(faultsOf({ ...whole, CMPP_URL: 'cmpp://901234:geheim@gw' })).toEqual([
      expect.stringMatching(/^CMPP_URL and KANNEL_SEND_URL: .*set one/),
    ]);
    expect(faultsOf({ SMPP_URL: 'smpp://:geheim@smsc', CMPP_URL: 'http://a:geheim@b' }).join()).not.toContain('geheim');
    expect(faultsOf({ TWILIO_SENDER: '+8610086' })).toHaveLength(3);
    // Account and token alone are for the hotline.
    const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'geheim12' };
    expect(readConfig({ ...account, PUBLIC_URL: 'https://desk.example.com' })).toBeDefined();
    expect(faultsOf(account)).toEqual([expect.stringMatching(/^PUBLIC_URL is needed with TWILIO_AUTH_TOKEN/)]);
  });

  it('knows where callers reach a person', () => {
    expect(readConfig({}).VOICE_TRANSFER).toBe('dial');
    for (const VOICE_TRANSFER_URI of ['sip:agents@pbx.example.com', 'sips:a@b;transport=tls', 'tel:+861012345678'])
      expect(readConfig({ VOICE_TRANSFER_URI }).VOICE_TRANSFER_URI).toBe(VOICE_TRANSFER_URI);
    expect(readConfig({ VOICE_TRANSFER: 'enqueue', VOICE_TRANSFER_URI: 'agents' })).toBeDefined();
    expect(faultsOf({ VOICE_TRANSFER_URI: 'agents' })).toEqual([expect.stringMatching(/must begin with sip:/)]);
    expect(faultsOf({ VOICE_TRANSFER: 'refer' })).toEqual([expect.stringMatching(/^VOICE_TRANSFER_URI is needed/)]);
    expect(faultsOf({ VOICE_TRANSFER: 'carry', VOICE_TRANSFER_URI: 'sip:a@b' })).toHaveLength(1);
  });

  it('is documented completely in .env.example', () => {
    const example = readFileSync(join(__dirname, '../.env.example'), 'utf8');
    const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(names.sort()).toEqual([...settingNames].sort());
    expect(
      faultsOf(Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((m) => [m[1], m[2] ?? '']))),
    ).toEqual([]);
  });
});
