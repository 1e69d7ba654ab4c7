import { createHash, timingSafeEqual } from 'node:crypto';

const md5 = (...pieces: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('md5');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

/** Time of the greeting, in Asia/Shanghai as gateways have it: `MMDDHHMMSS` as a number. */
export function greetingTimestamp(at: number): number {
  const digits = new Date(at + 8 * 3600_000).toISOString().replace(/\D/g, '');
  return Number(digits.slice(4, 14));
}

/** AuthenticatorSource: MD5 of Source_Addr, nine zero octets, the secret and the timestamp in ten digits. */
export function authenticatorSource(spId: string, secret: string, timestamp: number): Buffer {
  return md5(spId, Buffer.alloc(9), secret, String(timestamp).padStart(10, '0'));
}

/**
 * Whether the gateway knows the secret too. AuthenticatorISMG is the MD5 of Status, AuthenticatorSource and the secret;
 * Status has one octet in 2.0 and four in 3.0, and gateways that grew from 2.0 are known to take one in both.
 */
export function isFromGateway(answer: Buffer, status: number, source: Buffer, secret: string): boolean {
  return [1, 4].some((size) => {
    const octets = Buffer.alloc(size);
    octets.writeUIntBE(status & 0xff, 0, size);
    return answer.length === 16 && timingSafeEqual(answer, md5(octets, source, secret));
  });
}
