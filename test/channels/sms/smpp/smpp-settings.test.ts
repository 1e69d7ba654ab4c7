import { readSmppUrl } from '../../../../src/channels/sms/smpp/smpp-settings';

describe('SMPP_URL', () => {
  it('needs no more than who and where', () => {
    expect(readSmppUrl('smpp://desk:secret@smsc.example')).toEqual({
      ok: true,
      settings: {
        host: 'smsc.example',
        port: 2775,
        tls: false,
        systemId: 'desk',
        password: 'secret',
        options: {
          bind: 'transceiver',
          source: '10086',
          source_ton: 0,
          source_npi: 1,
          dest_ton: 1,
          dest_npi: 1,
          system_type: '',
          address_range: '',
          window: 10,
          receipt_id: 'auto',
          encoding: 'gsm',
          long: 'udh',
          reference: '8',
        },
      },
    });
  });

  it('has TLS, a port, an IPv6 host, and signs of any kind in the password', () => {
    const read = readSmppUrl('smpps://desk:p%40ss%25%2F@[::1]:3551?bind=split&window=50&receipt_id=dec&reference=16');
    expect(read).toMatchObject({
      ok: true,
      settings: {
        host: '::1',
        port: 3551,
        tls: true,
        password: 'p@ss%/',
        options: { bind: 'split', window: 50, receipt_id: 'dec', reference: '16' },
      },
    });
    expect(readSmppUrl('smpps://desk:x@h')).toMatchObject({ settings: { port: 3550 } });
  });

  it.each([
    ['no address', 'localhost:2775', /begins with neither/],
    ['nothing', '', /is no address/],
    ['another protocol', 'http://desk:secret@h', /neither smpp:\/\/ nor smpps:\/\//],
    ['no host', 'smpp://', /lacks the host/],
    ['nobody', 'smpp://h:2775', /lacks the host or the system id/],
    ['a name too long for the bind', `smpp://${'d'.repeat(16)}:secret@h`, /15 characters/],
    ['a bare percent sign', 'smpp://desk:secret%@h', /%25/],
    ['an unknown option', 'smpp://desk:secret@h?windw=5', /windw/],
    ['a window of 0', 'smpp://desk:secret@h?window=0', /window/],
    ['a bind nobody knows', 'smpp://desk:secret@h?bind=both', /bind/],
    ['a name of a prototype', 'smpp://desk:secret@h?__proto__=1&constructor=2', /constructor|__proto__/],
  ])('%s is refused with what to do, without the password', (_name, url, reason) => {
    const read = readSmppUrl(url);
    expect(read).toEqual({ ok: false, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(read)).not.toContain('secret');
  });
});
