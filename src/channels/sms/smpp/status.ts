/** The command status values we send or act on (SMPP 3.4 §5.1.3). */
export const smppStatus = {
  ok: 0x00,
  invalidCommandLength: 0x02,
  invalidCommandId: 0x03,
  invalidBindStatus: 0x04,
  systemError: 0x08,
  queueFull: 0x14,
  submitFailed: 0x45,
  throttled: 0x58,
  temporaryAppError: 0x64,
  permanentAppError: 0x65,
  invalidTlvStream: 0xc0,
  deliveryFailure: 0xfe,
  unknownError: 0xff,
} as const;

/** What a refused `submit_sm` means for the message. Statuses not listed here will not get better by asking again. */
const meanings: ReadonlyMap<number, 'slower' | 'later'> = new Map([
  [smppStatus.throttled, 'slower'],
  [smppStatus.queueFull, 'slower'],
  [smppStatus.invalidBindStatus, 'later'],
  [smppStatus.systemError, 'later'],
  [smppStatus.submitFailed, 'later'],
  [smppStatus.temporaryAppError, 'later'],
  [smppStatus.deliveryFailure, 'later'],
  [smppStatus.unknownError, 'later'],
]);
/** From here on statuses are the vendor's own; they may mean anything, so the message is kept. */
const vendorSpecific = 0x400;

/** `slower`: the other side asks for a lower rate; `later`: it cannot just now; `never`: it will not take this message. */
export function meaningOf(status: number): 'ok' | 'slower' | 'later' | 'never' {
  if (status === smppStatus.ok) return 'ok';
  return meanings.get(status) ?? (status >= vendorSpecific ? 'later' : 'never');
}

/** For logs and receipts: `status 0x58`. */
export const statusText = (status: number): string => `status 0x${status.toString(16).padStart(2, '0')}`;
