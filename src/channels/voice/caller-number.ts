/** What a caller without a number is called. */
export const unknownCaller = 'anonymous';

/**
 * Who calls, as platforms write it (`+8613800000002`, `sip:13800000002@host`), as the conversation's user id.
 * @returns an 11-digit mainland mobile number, other numbers by their digits, `anonymous` without one
 */
export function callerNumber(from: string): string {
  const user = from
    .slice(0, 100)
    .replace(/^(?:sips?|tel):/i, '')
    .replace(/[@;].*$/, '');
  const digits = user.replace(/\D/g, '').replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '');
  return /\p{L}/u.test(user) || digits.length < 3 || digits.length > 15 ? unknownCaller : digits;
}
