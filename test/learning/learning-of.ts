import { join } from 'node:path';
import { loadCatalogue } from '../../src/complaints/catalogue';
import type { Complaint } from '../../src/complaints/complaint';
import { loadWorkingDays } from '../../src/handoff/hours';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { createLearning } from '../../src/learning/create-learning';
import { loadLearningRules } from '../../src/learning/rules';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';
import { type FakeComplaint, fakeFigures } from './fake-figures';

export const dataDir = join(__dirname, '../../nlp-models');
export const catalogue = loadCatalogue(join(dataDir, 'complaints'), loadWorkingDays(join(dataDir, 'handoff')));
export const wrapUp = loadWrapUp(join(dataDir, 'handoff'));
export const rules = loadLearningRules(join(dataDir, 'learning'));

/** Learning over figures and documents in memory. @param open what still owes a mark */
export function learningOf(
  counted: readonly FakeComplaint[],
  { open = [], contacts = 100 }: { readonly open?: readonly Complaint[]; readonly contacts?: number } = {},
) {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  const figures = fakeFigures(counted, () => contacts);
  const learning = createLearning({
    documents,
    figures,
    complaints: {
      list: async ({ owners = [], before }, limit) =>
        open
          .filter(({ promise, id }) => owners.includes(promise.owner) && (before === undefined || id < before.id))
          .slice(0, limit),
    },
    catalogue,
    clock,
    rules,
    isCause: wrapUp.isCause,
    owners: Object.keys(catalogue.standard.owners),
  });
  return { clock, documents, figures, learning };
}
