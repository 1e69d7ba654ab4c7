import { join } from 'node:path';
import { z } from 'zod';
import { standardSchema } from '../complaints/catalogue-schema';
import { DataFileError, loadData } from '../data-files/load-data';
import { consentTopics } from '../ports/consents';

const day = z.iso.date();
const base = {
  /** The consent it needs. */
  topic: z.enum(consentTopics),
  /** Where several wait, `high` is told first. */
  urgency: z.enum(['high', 'normal']),
  /** After so long it is not told any more. */
  lasts_hours: z.number().positive(),
};
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');

const schema = z.strictObject({
  reviewed: day,
  review_by: day,
  rules: z.strictObject({
    abnormal_bill: z.strictObject({ ...base, times: z.number().gt(1), least_fen: z.number().int().nonnegative() }),
    plan_used: z.strictObject({ ...base, percent: z.array(z.number().int().min(1).max(100)).min(1) }),
    service_ordered: z.strictObject(base),
    repair_reminder: z.strictObject({ ...base, day_before_at: clock }),
    repair_changed: z.strictObject(base),
    line_status: z.strictObject(base),
  }),
});

type Data = z.output<typeof schema>;
export type RuleName = keyof Data['rules'];

/** What customers are told unasked, and between which times of day. */
export interface NoticeRules extends Data {
  /** `HH:MM`, Asia/Shanghai: nobody is written to before or after. */
  readonly awake: { readonly from: string; readonly until: string };
}

/**
 * @param dataDir path of nlp-models: notices/rules.yaml, and `awake` of complaints/standard.yaml
 * @throws DataFileError naming the file at fault
 */
export function loadNoticeRules(dataDir: string): NoticeRules {
  const data = loadData(join(dataDir, 'notices'), 'rules.yaml', schema);
  const { awake } = loadData(join(dataDir, 'complaints'), 'standard.yaml', standardSchema);
  return { ...data, awake };
}

const factorSchema = z.looseObject({ abnormalBillFactor: z.number() });

/** Checks the rules beyond their schema, for `npm run nlu -- lint`. @returns every fault with its file; empty when sound */
export function lintNotices(dataDir: string): string[] {
  try {
    const { rules, awake, reviewed, review_by: next } = loadNoticeRules(dataDir);
    const { abnormalBillFactor: factor } = loadData(join(dataDir, 'knowledge'), 'catalogue.yaml', factorSchema);
    const { percent } = rules.plan_used;
    const at = rules.repair_reminder.day_before_at;
    return [
      ...(next > reviewed ? [] : ['review_by has to be after reviewed']),
      ...(rules.abnormal_bill.times === factor
        ? []
        : ['abnormal_bill: times has to be abnormalBillFactor of knowledge/catalogue.yaml']),
      ...(percent.some((share, index) => share <= (percent[index - 1] ?? 0)) ? ['plan_used: percent has to rise'] : []),
      ...(at >= awake.from && at < awake.until ? [] : ['repair_reminder: day_before_at lies outside of awake']),
      // Commercial messages are not built: a rule on that topic would be one.
      ...Object.entries(rules).flatMap(([name, { topic }]) =>
        topic === 'service' ? [] : [`${name}: notices are of the topic service`],
      ),
    ].map((fault) => `nlp-models/notices/rules.yaml: ${fault}`);
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}
