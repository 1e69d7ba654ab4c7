import { headerOctets } from './pdu';

/** Longer than any PDU can be: optional parameters have at most 64 KB. */
const longestFrame = 70_000;

/** Cuts a stream of octets into PDUs. */
export class Frames {
  private pending: Buffer = Buffer.alloc(0);

  /**
   * @returns the whole frames that are there now; `lost` when a length cannot be, after which nothing that follows can
   * be understood and the link must be dropped
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
