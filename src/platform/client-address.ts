import { BlockList, isIP } from 'node:net';

/** @returns the address a request came from; `X-Forwarded-For` counts only as far as trusted proxies wrote it (S12) */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/**
 * @param trustedProxies addresses or networks (`10.0.0.0/8`) of our own reverse proxies
 * @throws Error naming the entry that is neither
 */
export function createClientAddress(trustedProxies: readonly string[] = []): ClientAddress {
  const trusted = addressList(trustedProxies);
  return (peer, forwardedFor) => {
    let address = plain(peer ?? '');
    if (forwardedFor === undefined) return address;
    // From the right: each trusted hop vouches for the one it wrote down before itself, an untrusted one for nothing.
    for (const hop of forwardedFor.split(',').reverse().slice(0, 20)) {
      const next = plain(hop.trim());
      if (!contains(trusted, address) || isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

/** @throws Error naming the entry that is no address and no network */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    if (version === 0) throw new Error(`"${entry}" is no IP address or network: write 10.0.0.1 or 10.0.0.0/8.`);
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

export const contains = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** IPv4 written as IPv6 (`::ffff:1.2.3.4`) is the same neighbour. */
const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);
