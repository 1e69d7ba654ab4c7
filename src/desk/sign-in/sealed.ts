import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock';

/** Puts a small JSON value into text that a browser can keep for us, and neither read nor change. */
export interface Sealed<Value> {
  seal(value: Value): string;
  /** `undefined` for anything we did not write, wrote for something else, or wrote too long ago. */
  open(text: string): Value | undefined;
}

const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under a key of this purpose alone.
 * @param secret of this installation
 * @param purpose what is sealed for one purpose opens for no other
 */
export function createSealed<Value>(secret: string, purpose: string, ttlMs: number, clock: Clock): Sealed<Value> {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  return {
    seal(value) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = JSON.stringify({ until: clock.now() + ttlMs, value });
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(text) {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length <= ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      let plain: string;
      try {
        plain = decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
      const { until, value } = JSON.parse(plain) as { until: number; value: Value };
      return clock.now() < until ? value : undefined;
    },
  };
}
