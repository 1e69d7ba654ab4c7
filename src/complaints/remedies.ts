import type { StandardData } from './catalogue-schema';
import { type Complaint, type GivenRemedy, type Severity, severities } from './complaint';

/** What an agent may give alone, in fen; `undefined`: no limit, nothing to count. */
export function remedyLimit(standard: StandardData, code: string, severity: Severity | undefined): number | undefined {
  const remedy = Object.hasOwn(standard.remedies, code) ? standard.remedies[code] : undefined;
  return (severity === undefined ? undefined : remedy?.severity_limit_fen?.[severity]) ?? remedy?.limit_fen;
}

/** Which of a type's remedies are proposed at a severity: some are for what weighs more. @param severity not assessed: low */
export const proposedAt = (
  standard: StandardData,
  codes: readonly string[],
  severity: Severity = 'low',
): readonly string[] =>
  codes.filter((code) => {
    const from = Object.hasOwn(standard.remedies, code) ? standard.remedies[code]?.proposed_from : undefined;
    return from === undefined || severities.indexOf(severity) >= severities.indexOf(from);
  });

type Wanted = Pick<GivenRemedy, 'code' | 'amountFen'>;

/**
 * A remedy of the standard, as it may be written down: with an amount where it is money or a thing of worth, and somebody to
 * pay it to. What a gift is worth says the catalogue, or whoever gives it.
 */
export function remedyWanted(
  complaint: Complaint,
  { code, amountFen }: Wanted,
  standard: StandardData,
):
  | { readonly ok: true; readonly wanted: Wanted }
  | { readonly ok: false; readonly reason: 'unknown' | 'needs_amount' } {
  const remedy = Object.hasOwn(standard.remedies, code) ? standard.remedies[code] : undefined;
  if (remedy === undefined) return { ok: false, reason: 'unknown' };
  const { paid, gift, worth_fen: worth } = remedy;
  if (amountFen !== undefined && (!Number.isSafeInteger(amountFen) || amountFen <= 0))
    return { ok: false, reason: 'unknown' };
  if (paid && complaint.phone === undefined) return { ok: false, reason: 'unknown' };
  // Another worth than the catalogue's is another gift.
  if (worth !== undefined && amountFen !== undefined && amountFen !== worth) return { ok: false, reason: 'unknown' };
  const fen = amountFen ?? worth;
  if ((paid || gift) && fen === undefined) return { ok: false, reason: 'needs_amount' };
  return { ok: true, wanted: { code, ...(fen === undefined ? {} : { amountFen: fen }) } };
}

/** More than an agent may give alone, all of that kind for this complaint taken together: many small ones are a big one. */
export function isAboveLimit(complaint: Complaint, { code, amountFen = 0 }: Wanted, standard: StandardData): boolean {
  const limit = remedyLimit(standard, code, complaint.assessment?.severity);
  if (limit === undefined) return false;
  const before = (complaint.remedies ?? [])
    .filter((given) => given.code === code && (given.status === 'given' || given.status === 'paid'))
    .reduce((sum, given) => sum + (given.amountFen ?? 0), 0);
  return before + amountFen > limit;
}

/** Whether its amount goes to the customer's account. */
export const isPaid = ({ code }: Pick<GivenRemedy, 'code'>, standard: StandardData): boolean =>
  Object.hasOwn(standard.remedies, code) && standard.remedies[code]?.paid === true;

/** What it cost us: money that has been paid, and the worth of gifts that were given. */
export function remedyCost({ code, amountFen, status }: GivenRemedy, { remedies }: StandardData): number {
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  const isSpent = status === 'paid' || (status === 'given' && remedy?.gift === true);
  // Gifts from before a worth was asked for.
  return isSpent ? (amountFen ?? remedy?.worth_fen ?? 0) : 0;
}
