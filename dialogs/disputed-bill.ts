import type { BillEvidence } from '../src/complaints/complaint';
import { disputedItems } from '../src/complaints/disputed-items';
import { AccountUnavailable } from '../src/ports/account-gateway';
import type { Draft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';

/** A complaint about fees may be made, and appealed, within five months (申诉办法). */
const months = 6;

/**
 * The lines a complaint is about, kept with it as evidence (L3). Only of the number that was proved (S13), and only what is
 * in question; none where the business system does not answer: the complaint is taken all the same.
 */
export async function disputedBill(desk: DeskTurn, draft: Draft): Promise<BillEvidence | undefined> {
  const { services, turn } = desk;
  const { accounts, catalogue } = services;
  const phone = verifiedPhone(desk);
  if (phone === undefined || phone !== draft.phone) return undefined;
  try {
    const bills = await accounts.bills(phone, months);
    const disputed = disputedItems(bills, [draft.slots], catalogue);
    for (const { month, totalFen, items } of bills) {
      const lines = items.filter((item) => disputed.has(item));
      if (lines.length === 0) continue;
      return {
        at: turn.now,
        month,
        totalFen,
        lines: lines.map(({ name, nameEn, amountFen }) => ({ name, nameEn, amountFen })),
      };
    }
    return undefined;
  } catch (error) {
    if (error instanceof AccountUnavailable) return undefined;
    throw error;
  }
}
