/** Which part of which long message (3GPP TS 23.040 §9.2.3.24.1 and .8). */
export interface Concatenation {
  /** The sender's number of the whole message. */
  readonly reference: number;
  /** Whether the reference has 8 or 16 bits: the same number in the other size is another message. */
  readonly bits: 8 | 16;
  /** 1 to 255. */
  readonly total: number;
  /** From 1 to {@link total}. */
  readonly number: number;
}

const concatenation8 = 0x00;
const concatenation16 = 0x08;

/** The header of a part, with its own length octet: 6 octets with an 8-bit reference, 7 with a 16-bit one. */
export function userDataHeader({ reference, bits, total, number }: Concatenation): Buffer {
  return bits === 8
    ? Buffer.from([5, concatenation8, 3, reference & 0xff, total, number])
    : Buffer.from([6, concatenation16, 4, (reference >> 8) & 0xff, reference & 0xff, total, number]);
}

export interface UserData {
  /** Absent when the message stands alone. */
  readonly part?: Concatenation;
  /** What follows the header. */
  readonly content: Buffer;
}

/**
 * Reads user data that begins with a header. Elements other than the concatenation are passed over, and so is a
 * concatenation that cannot be (part 0, part 4 of 3), as the standard asks.
 * @returns `undefined` when the header is longer than the data or its elements do not fit into it
 */
export function readUserData(userData: Buffer): UserData | undefined {
  const end = (userData[0] ?? 0) + 1;
  if (userData.length === 0 || end > userData.length) return undefined;
  let part: Concatenation | undefined;
  for (let at = 1; at < end; ) {
    const length = userData[at + 1];
    if (length === undefined || at + 2 + length > end) return undefined;
    part = concatenationOf(userData[at], userData.subarray(at + 2, at + 2 + length)) ?? part;
    at += 2 + length;
  }
  const content = userData.subarray(end);
  return part === undefined ? { content } : { content, part };
}

function concatenationOf(element: number | undefined, data: Buffer): Concatenation | undefined {
  if (element === concatenation8 && data.length === 3) {
    const [reference = 0, total = 0, number = 0] = data;
    return validPart({ reference, bits: 8, total, number });
  }
  if (element === concatenation16 && data.length === 4) {
    const [high = 0, low = 0, total = 0, number = 0] = data;
    return validPart({ reference: high * 256 + low, bits: 16, total, number });
  }
  return undefined;
}

/** @returns the same, or `undefined` for a part that cannot be */
export function validPart(part: Concatenation): Concatenation | undefined {
  return part.number >= 1 && part.number <= part.total ? part : undefined;
}
