import { createHmac, timingSafeEqual } from 'node:crypto';

export const basePath = '/voice/jambonz';

/** What a hook of ours reports. */
export type HookKind =
  /** A listening ended: words, keys or silence. */
  | 'heard'
  /** A prompt in another language is coming: words and keys count, silence does not. */
  | 'part'
  /** The time to ask for an answer again. */
  | 'ready'
  | 'transferred'
  /** A person answered: what they hear before the caller is joined. */
  | 'whisper'
  /** The caller waits in a queue: `queue30` for at most 30 seconds. */
  | `queue${number}`;

export interface HookAddress {
  /** The step of the call's event that this hook brings. */
  readonly step: number;
  readonly kind: HookKind;
}

const pattern =
  /^\/voice\/jambonz\/(?<step>\d{1,6})\/(?<kind>heard|part|ready|transferred|whisper|queue\d{1,4})\/(?<proof>[0-9a-f]{32})$/;

export interface HookAddresses {
  /** @returns a path; the platform puts the host in front that it called before */
  write(callId: string, address: HookAddress): string;
  /** @returns `undefined` unless it was written here for this very call */
  read(callId: string, path: string): HookAddress | undefined;
}

/**
 * Addresses of hooks. The platform signs the body of a request but not its address, so every address carries a proof of its
 * own: the body of one step, caught on its way, is worth nothing at another step or in another call.
 */
export function createHookAddresses(secret: string): HookAddresses {
  const proofOf = (callId: string, { step, kind }: HookAddress): string =>
    createHmac('sha256', secret).update(`hook\n${callId}\n${step}\n${kind}`).digest('hex').slice(0, 32);
  return {
    write: (callId, address) => `${basePath}/${address.step}/${address.kind}/${proofOf(callId, address)}`,
    read(callId, path) {
      const groups = path.length > 200 ? undefined : pattern.exec(path)?.groups;
      if (groups === undefined) return undefined;
      const address = { step: Number(groups['step']), kind: groups['kind'] as HookKind };
      const proof = Buffer.from(groups['proof'] ?? '');
      return timingSafeEqual(proof, Buffer.from(proofOf(callId, address))) ? address : undefined;
    },
  };
}
