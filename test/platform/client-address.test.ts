import { createClientAddress } from '../../src/platform/client-address';

describe('the address of a client', () => {
  const address = createClientAddress(['10.0.0.0/8', '192.0.2.1', '::1']);
  it.each<[string, string | undefined, string, string]>([
    ['203.0.113.9', '1.2.3.4', '203.0.113.9', 'a stranger may claim what it likes'],
    ['10.1.2.3', '1.2.3.4', '1.2.3.4', 'our proxy vouches for its peer'],
    ['10.1.2.3', '9.9.9.9, 1.2.3.4', '1.2.3.4', 'what the client wrote before is not believed'],
    ['10.1.2.3', '1.2.3.4, 192.0.2.1', '1.2.3.4', 'two proxies of ours'],
    ['::ffff:10.1.2.3', '1.2.3.4', '1.2.3.4', 'IPv4 written as IPv6'],
    ['::1', '2001:db8::7', '2001:db8::7', 'IPv6'],
    ['10.1.2.3', 'unknown', '10.1.2.3', 'no address'],
    ['10.1.2.3', undefined, '10.1.2.3', 'no header'],
  ])('peer %s, forwarded %s: %s (%s)', (peer, forwarded, expected) => {
    expect(address(peer, forwarded)).toBe(expected);
  });

  it('trusts nobody unless told, and says which entry is none', () => {
    expect(createClientAddress()('10.1.2.3', '1.2.3.4')).toBe('10.1.2.3');
    expect(() => createClientAddress(['proxy.local'])).toThrow('"proxy.local"');
  });
});
