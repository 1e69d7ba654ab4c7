import { headerOctets } from './codec';

/** The longest there can be is a SUBMIT to 99 numbers, some 3,600 octets. */
const longestFrame = 4_096;

/** Cuts a stream of octets into frames. */
export class Frames {
  private pending: Buffer = Buffer.alloc(0);

  /**
   * @returns the whole frames that are there now; `lost` when a length cannot be: there is no mark to find the next
   * frame by, so the link must be dropped
   */
  push(octets: Buffer): { readonly frames: readonly Buffer[]; readonly lost: boolean } {
    this.pending = this.pending.length === 0 ? octets : Buffer.concat([this.pending, octets]);
    const frames: Buffer[] = [];
    while (this.pending.length >= 4) {
      const length = this.pending.readUInt32BE(0);
      if (length < headerOctets || length > longestFrame) return { frames, lost: true };
      if (this.pending.length < length) break;
      frames.push(this.pending.subarray(0, length));
      this.pending = this.pending.subarray(length);
    }
    return { frames, lost: false };
  }
}
