import { readCmppUrl } from '../../../../src/channels/sms/cmpp/cmpp-settings';

describe('CMPP_URL', () => {
  it('takes everything it can name', () => {
    const url =
      'cmpp://900001:p%40ss%25@gw.example:7891?version=2&service=HELP&src=1069000186&window=32&check_gateway=no';
    expect(readCmppUrl(url)).toEqual({
      ok: true,
      settings: {
        host: 'gw.example',
        port: 7891,
        spId: '900001',
        secret: 'p@ss%',
        options: {
          version: 2,
          service: 'HELP',
          src: '1069000186',
          window: 32,
          check_gateway: 'no',
          fee_user: 2,
          fee_type: '01',
          fee_code: '000000',
          answer: 60,
          active_test: 60,
        },
      },
    });
  });

  it('has the usual port, a window of 16, and both versions when it names none', () => {
    expect(readCmppUrl('cmpp://900001:s@[::1]')).toMatchObject({
      settings: { host: '::1', port: 7890, options: { window: 16, src: '10086' } },
    });
    expect(readCmppUrl('cmpp://900001:s@h')).not.toHaveProperty('settings.options.version');
  });

  it.each([
    ['nonsense', /is no address/],
    ['smpp://900001:geheim@h', /does not begin with cmpp:/],
    ['cmpp://h', /lacks the host or the SP id/],
    ['cmpp://900001@h', /lacks the secret/],
    ['cmpp://9000012:geheim@h', /1 to 6/],
    ['cmpp://900001:geheim%zz@h', /%25/],
    ['cmpp://900001:geheim@h?version=4', /version/],
    ['cmpp://900001:geheim@h?window=0', /window/],
    ['cmpp://900001:geheim@h?src=abc', /src/],
    ['cmpp://900001:geheim@h?src=1&src=2', /twice/],
    ['cmpp://900001:geheim@h?widnow=3', /widnow/],
    ['cmpp://900001:geheim@h?__proto__=3', /__proto__/],
  ])('%s', (url, why) => {
    const read = readCmppUrl(url);
    if (read.ok) throw new Error('It was taken.');
    expect(read.reason).toMatch(/^CMPP_URL: /);
    expect(read.reason).toMatch(why);
    expect(read.reason).not.toContain('geheim');
  });
});
