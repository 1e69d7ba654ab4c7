import type { SmppSettings } from './smpp-settings';

const mostRemembered = 20_000;

/**
 * Message centres write the same id as `1F4A` in one place and as `8010` in the other. Answers to `submit_sm` and
 * receipts are brought to one form here.
 */
export class MessageIds {
  private readonly sent = new Set<string>();
  /** How receipts were written when only one reading fitted; decides where two do (`10` is also sixteen). */
  private seen: string | undefined;

  constructor(private readonly base: SmppSettings['options']['receipt_id']) {}

  /** The form of an id from `submit_sm_resp` under which its receipts will come. */
  ofAnswer(id: string): string {
    const form = this.base === 'dec' ? hexToDec(id) : this.base === 'hex' ? decToHex(id) : id;
    const settled = form ?? id;
    if (this.base !== 'auto') return settled;
    this.sent.add(settled);
    const [oldest] = this.sent;
    if (this.sent.size > mostRemembered && oldest !== undefined) this.sent.delete(oldest);
    return settled;
  }

  /** The id of ours that a receipt's id means. `auto` knows only what this process sent, and takes others as they are. */
  ofReceipt(id: string): string {
    if (this.base === 'same') return id;
    if (this.base === 'dec') return plainNumber(id) ?? id;
    if (this.base === 'hex') return /^[0-9a-f]{1,40}$/i.test(id) ? BigInt(`0x${id}`).toString(16) : id;
    const known = this.forms(id).filter(({ form }) => this.sent.has(form));
    if (known.length === 1) this.seen = known[0]?.relation;
    const likely = known.find(({ relation }) => relation === this.seen) ?? known[0];
    return likely?.form ?? id;
  }

  private forms(id: string): { relation: string; form: string }[] {
    const dec = hexToDec(id);
    return [
      { relation: 'same', form: id },
      ...hexForms(decToHex(id)).map((form) => ({ relation: 'receipts in dec', form })),
      ...(dec === undefined ? [] : [{ relation: 'receipts in hex', form: dec }]),
    ].filter(({ form }, index, all) => all.findIndex((other) => other.form === form) === index);
  }
}

/** Hexadecimal ids come in small or capital letters, bare or padded to eight. */
function hexForms(hex: string | undefined): string[] {
  if (hex === undefined) return [];
  return [hex, hex.padStart(8, '0')].flatMap((form) => [form, form.toUpperCase()]);
}

function hexToDec(id: string): string | undefined {
  return /^[0-9a-f]{1,40}$/i.test(id) ? BigInt(`0x${id}`).toString() : undefined;
}

const decToHex = (id: string): string | undefined => (/^\d{1,40}$/.test(id) ? BigInt(id).toString(16) : undefined);

const plainNumber = (id: string): string | undefined => (/^\d{1,40}$/.test(id) ? BigInt(id).toString() : undefined);
