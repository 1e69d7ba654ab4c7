import { z } from 'zod';
import { type FactValue, type FactValues, lines, money, month, number, volume } from './fact-value';

const fen = z.int().nonnegative();
const named = { name: z.string().min(1), nameEn: z.string().min(1) };

/** Prices and rules of the operator (nlp-models/knowledge/catalogue.yaml): changed there, never in wordings or code. */
export const catalogueSchema = z.strictObject({
  ringBackToneFeeFen: fen,
  voicePerMinuteFen: fen,
  smsFen: fen,
  /** Data without any data plan, per MB. */
  noPlanPerMbFen: fen,
  /** Data beyond the plan: per MB, until `overagePerGbFen` is reached within a GB. */
  overagePerMbFen: fen,
  overagePerGbFen: fen,
  defaultCapFen: fen,
  capChoicesFen: z.array(fen).min(2).max(4),
  speedLimitGb: z.int().positive(),
  suspendMonthlyFen: fen,
  simFen: fen,
  abnormalBillFactor: z.number().positive(),
  lowBalanceFen: fen,
  depositOffer: z.strictObject({ payFen: fen, giftFen: fen, minMonthlyFen: fen, months: z.int().positive() }),
  packs: z.array(z.strictObject({ id: z.string().min(1), ...named, mb: z.int().positive(), priceFen: fen })).min(1),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** The catalogue's values under the names wordings use for them. */
export function catalogueValues(catalogue: Catalogue): FactValues {
  const offer = catalogue.depositOffer;
  const values: Record<string, FactValue> = {
    ringBackToneFee: money(catalogue.ringBackToneFeeFen),
    voicePerMinute: money(catalogue.voicePerMinuteFen),
    smsPrice: money(catalogue.smsFen),
    noPlanPerMb: money(catalogue.noPlanPerMbFen),
    noPlanPer100Mb: money(catalogue.noPlanPerMbFen * 100),
    overagePerMb: money(catalogue.overagePerMbFen),
    overagePerGb: money(catalogue.overagePerGbFen),
    defaultCap: money(catalogue.defaultCapFen),
    speedLimitGb: number(catalogue.speedLimitGb),
    suspendMonthly: money(catalogue.suspendMonthlyFen),
    simPrice: money(catalogue.simFen),
    offerPay: money(offer.payFen),
    offerGift: money(offer.giftFen),
    offerMinimum: money(offer.minMonthlyFen),
    offerMonths: number(offer.months),
    packList: lines(
      'pack',
      catalogue.packs.map((pack) => ({
        pack: { kind: 'name', zh: pack.name, en: pack.nameEn },
        volume: volume(pack.mb),
        price: money(pack.priceFen),
      })),
    ),
  };
  return values;
}

/** Values every wording may use that depend on the moment only. */
export const momentValues = (thisMonth: string, nextMonth: string): FactValues => ({
  thisMonth: month(thisMonth),
  nextMonth: month(nextMonth),
});
