/** Cuts a stream of octets into frames that begin with their own length, as PDUs of SMPP and CMPP do. */
export class Frames {
  private pending: Buffer = Buffer.alloc(0);

  /**
   * @param shortest octets of a header alone
   * @param longest what no frame of the protocol exceeds
   */
  constructor(
    private readonly shortest: number,
    private readonly longest: number,
  ) {}

  /**
   * @returns the whole frames that are there now; `lost` when a length cannot be: there is no mark to find the next
   * frame by, so the link must be dropped
   */
  push(octets: Buffer): { readonly frames: readonly Buffer[]; readonly lost: boolean } {
    this.pending = this.pending.length === 0 ? octets : Buffer.concat([this.pending, octets]);
    const frames: Buffer[] = [];
    while (this.pending.length >= 4) {
      const length = this.pending.readUInt32BE(0);
      if (length < this.shortest || length > this.longest) return { frames, lost: true };
      if (this.pending.length < length) break;
      frames.push(this.pending.subarray(0, length));
      this.pending = this.pending.subarray(length);
    }
    return { frames, lost: false };
  }
}
