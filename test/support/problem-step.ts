import { join } from 'node:path';
import { z } from 'zod';
import { type Catalogue, loadCatalogue } from '../../src/complaints/catalogue';
import { complaintTypes } from '../../src/complaints/complaint';
import type { ComplaintActs } from '../../src/complaints/complaint-acts';
import type { Handoffs } from '../../src/handoffs-of';
import { createKnownProblemJob } from '../../src/known-problems/known-problem-job';
import { createKnownProblems, type KnownProblems } from '../../src/known-problems/known-problems';
import { loadProblemRules, type ProblemRules } from '../../src/known-problems/rules';
import type { Clock } from '../../src/ports/clock';
import type { Log } from '../../src/ports/log';
import type { Store } from '../../src/storage/store';
import type { TestDesk } from './desk';
import { staff } from './staff';

/** What the supervisor does with a known problem; what an attached customer gets of it is checked. */
export const problemStep = z.strictObject({
  open: z
    .strictObject({
      type: z.enum(complaintTypes).default('product_quality'),
      sub_types: z.array(z.string()),
      areas: z.array(z.string()),
      known: z.string(),
      english: z.string().optional(),
      /** Began so many hours ago. */
      began: z.number().optional(),
      /** Repaired in so many hours. */
      hours: z.number().optional(),
    })
    .optional(),
  update: z
    .strictObject({ known: z.string(), english: z.string().optional(), hours: z.number().optional() })
    .optional(),
  repair: z.union([z.string(), z.strictObject({ text: z.string(), english: z.string() })]).optional(),
  dismiss: z.string().optional(),
});
export type ProblemStep = z.output<typeof problemStep>;

export interface DeskProblems {
  readonly problems: KnownProblems;
  /** One run of the job that tells those attached. */
  work(): Promise<void>;
}

const folder = join(__dirname, '../../nlp-models/complaints');
let catalogue: Catalogue | undefined;
let rules: ProblemRules | undefined;

/** Known problems as the product has them. */
export function deskProblems(
  { complaints, documents }: Pick<Store, 'complaints' | 'documents'>,
  { wrapUp }: Pick<Handoffs, 'wrapUp'>,
  deps: { readonly complaintActs: ComplaintActs; readonly clock: Clock; readonly log: Log },
): DeskProblems {
  catalogue ??= loadCatalogue(folder);
  rules ??= loadProblemRules(folder);
  const common = { ...deps, complaints, documents, wrapUp, catalogue, rules };
  const job = createKnownProblemJob(common);
  return { problems: createKnownProblems(common), work: () => job.run(new AbortController().signal) };
}

/** Does it to the newest one. @throws Error when it is refused */
export async function problemGoesOn({ known, clock }: TestDesk, step: ProblemStep): Promise<void> {
  const by = staff.find(({ role }) => role === 'supervisor');
  if (!by) throw new Error('No supervisor among the staff of these tests.');
  const { problems } = known;
  const [newest] = await problems.list();
  const id = newest?.id ?? '';
  const inHours = (hours: number | undefined) => (hours === undefined ? undefined : clock.now() + hours * 3_600_000);
  const { open, update, repair, dismiss } = step;
  const results = [
    open &&
      (await problems.openNew(by, open.type, {
        ...{ subTypes: open.sub_types, areas: open.areas },
        ...{ known: open.known, english: open.english, repairBy: inHours(open.hours) },
        since: open.began === undefined ? undefined : inHours(-open.began),
      })),
    update &&
      (await problems.update(id, by, {
        ...{ known: update.known, english: update.english, repairBy: inHours(update.hours) },
      })),
    repair === undefined ? undefined : await problems.repair(id, by, { ...repairOf(repair), cause: 'line_damage' }),
    dismiss === undefined ? undefined : await problems.dismiss(id, by, dismiss),
  ];
  for (const result of results)
    if (result && !result.ok) throw new Error(`Refused ${JSON.stringify(step)}: ${result.reason}`);
  await known.work();
}

const repairOf = (repair: NonNullable<ProblemStep['repair']>) =>
  typeof repair === 'string' ? { text: repair } : repair;

/** What the supervisor did, for the snapshots. */
export const problemSaid = ({ open, update, repair, dismiss }: ProblemStep): string =>
  `(supervisor: ${open?.known ?? update?.known ?? (repair && repairOf(repair).text) ?? dismiss ?? ''})`;
