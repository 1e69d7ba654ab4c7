import { join } from 'node:path';
import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { type Catalogue, loadCatalogue } from '../../src/complaints/catalogue';
import type { ComplaintActs } from '../../src/complaints/complaint-acts';
import { loadWorkingDays } from '../../src/handoff/hours';
import type { Handoffs } from '../../src/handoffs-of';
import type { Clock } from '../../src/ports/clock';
import type { Store } from '../../src/storage/store';
import { staff } from './staff';

const dataDir = join(__dirname, '../../nlp-models');
let catalogue: Catalogue | undefined;

/** The acts on complaints as the product has them: with holidays, and the coded causes. */
export function complaintActsOf(
  { complaints }: Pick<Store, 'complaints'>,
  { wrapUp }: Pick<Handoffs, 'wrapUp'>,
  clock: Clock,
): ComplaintActs {
  catalogue ??= loadCatalogue(join(dataDir, 'complaints'), loadWorkingDays(join(dataDir, 'handoff')));
  return createComplaintActs({
    complaints,
    catalogue,
    wrapUp,
    clock,
    staff: () => staff,
    mayGreet: async () => true,
  });
}
