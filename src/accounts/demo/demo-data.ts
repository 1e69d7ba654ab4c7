import { join } from 'node:path';
import { z } from 'zod';
import { DataFileError, loadData } from '../../data-files/load-data';
import { catalogueSchema } from '../../knowledge/catalogue';
import { demoClockwork } from './demo-clockwork';
import { orderedTone, writeOut } from './demo-subscriber';

const fen = z.int().nonnegative();
const mb = z.int().nonnegative();
const named = { name: z.string().min(1), nameEn: z.string().min(1) };
const kinds = ['ring_back_tone', 'caller_display', 'missed_call_reminder', 'video', 'game', 'reading'] as const;
/** Months ago, day, hour, minute. */
const moment = z.tuple([z.int(), z.int(), z.int(), z.int().optional()]);
/** From the newer month to the older one, 0 being the running one. */
const months = z.tuple([z.int().min(0).max(5), z.int().min(0).max(5)]);

const schema = z.strictObject({
  plans: z.record(
    z.string(),
    z.strictObject({ ...named, monthlyFen: fen, voiceMinutes: z.int(), dataMb: mb, includes: z.array(z.string()) }),
  ),
  services: z.record(z.enum(kinds), z.strictObject({ ...named, monthlyFen: fen })),
  orders: z.record(
    z.string(),
    z.strictObject({
      via: z.enum(['sms', 'app', 'shop', 'hotline', 'phone_sales', 'web']),
      detail: z.string().min(1),
      detailEn: z.string().min(1),
    }),
  ),
  charges: z.record(z.string(), z.strictObject(named)),
  subscribers: z.array(
    z.strictObject({
      phone: z.string().regex(/^1\d{10}$/),
      is: z.strictObject({
        name: z.string().min(1),
        brand: z.enum(['global_tone', 'm_zone', 'easy_own']),
        age: z.int(),
        plan: z.string(),
        balanceFen: fen,
        status: z.enum(['active', 'suspended_arrears', 'suspended_request']).default('active'),
        arrearsFen: fen.default(0),
      }),
      usage: z.strictObject({
        usedMb: mb,
        outOfPlanMb: mb.default(0),
        outOfPlanFen: fen.default(0),
        capFen: fen.optional(),
        packs: z.array(z.strictObject({ id: z.string(), usedMb: mb })).default([]),
      }),
      services: z
        .array(
          z.strictObject({
            id: z.string(),
            kind: z.enum(kinds),
            at: moment,
            order: z.string(),
            free: z.boolean().default(false),
            cancelled: moment.optional(),
          }),
        )
        .default([]),
      charges: z.array(
        z.union([
          z.strictObject({ code: z.string(), fen, spread: fen.default(0), months }),
          z.strictObject({ service: z.string(), months }),
          z.strictObject({ pack: z.string(), months }),
        ]),
      ),
    }),
  ),
});

type File = z.infer<typeof schema>;
export type DemoSheet = File['subscribers'][number];

/** The invented business system as its files tell it. */
export interface DemoData extends File {
  /** What can be ordered: that of the knowledge. */
  readonly packs: z.infer<typeof catalogueSchema>['packs'];
}

/**
 * @param dataDir path of nlp-models: `demo/accounts.yaml`, `knowledge/catalogue.yaml`
 * @throws DataFileError naming the fault
 */
export function loadDemoData(dataDir: string): DemoData {
  const { packs } = loadData(join(dataDir, 'knowledge'), 'catalogue.yaml', catalogueSchema);
  const data = { ...loadData(join(dataDir, 'demo'), 'accounts.yaml', schema), packs };
  // Written out once, so that a name that leads nowhere is found at the start.
  const faults = data.subscribers.flatMap((sheet) => {
    try {
      orderedTone(writeOut(sheet, data, demoClockwork(0)), data, 0, '');
      return [];
    } catch (error) {
      return [`${sheet.phone}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  if (faults.length > 0) throw new DataFileError(join(dataDir, 'demo', 'accounts.yaml'), faults);
  return data;
}
