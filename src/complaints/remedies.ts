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

/** Whether a remedy is one of the standard, with an amount where it has one, and somebody to pay it to. */
export function isRemedyKnown(
  complaint: Complaint,
  { code, amountFen }: Pick<GivenRemedy, 'code' | 'amountFen'>,
  standard: StandardData,
): boolean {
  const remedy = Object.hasOwn(standard.remedies, code) ? standard.remedies[code] : undefined;
  if (remedy === undefined) return false;
  if (amountFen !== undefined && (!Number.isSafeInteger(amountFen) || amountFen <= 0)) return false;
  return !remedy.paid || (amountFen !== undefined && complaint.phone !== undefined);
}

/** More than an agent may give alone, all of that kind for this complaint taken together: many small ones are a big one. */
export function isAboveLimit(
  complaint: Complaint,
  { code, amountFen = 0 }: Pick<GivenRemedy, 'code' | 'amountFen'>,
  standard: StandardData,
): boolean {
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
