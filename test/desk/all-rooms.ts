import { join } from 'node:path';
import { createDataRequests } from '../../src/data-requests/data-requests';
import { boardRoom } from '../../src/desk/board/board-routes';
import { loadExportWords } from '../../src/desk/board/export-words';
import { ownDataRoutes } from '../../src/desk/board/own-data-routes';
import type { DeskRoomRoutes } from '../../src/desk/desk';
import { draftRoutes } from '../../src/desk/learning/draft-routes';
import { learningRoutes } from '../../src/desk/learning/learning-routes';
import { problemRoutes } from '../../src/desk/problems/problem-routes';
import { createFigures } from '../../src/figures/create-figures';
import { loadMeasures } from '../../src/figures/load-measures';
import { loadOpenings } from '../../src/handoff/openings';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { createKnownProblems } from '../../src/known-problems/known-problems';
import { loadProblemRules } from '../../src/known-problems/rules';
import { createLearning } from '../../src/learning/create-learning';
import { createDrafts } from '../../src/learning/drafts';
import { loadMailWording } from '../../src/learning/mail-wording';
import { loadLearningRules } from '../../src/learning/rules';
import type { Clock } from '../../src/ports/clock';
import type { Store } from '../../src/storage/store';

const data = join(__dirname, '../../nlp-models');

/** Every room the product puts beside the desk's own, over one store: for `runDesk({ of, rooms })`. */
export function allRooms(store: Pick<Store, 'documents' | 'records'>, clock: Clock): readonly DeskRoomRoutes[] {
  const { documents } = store;
  const figures = createFigures({ documents, clock });
  const dataRequests = createDataRequests(store);
  const measures = loadMeasures(join(data, 'figures'));
  const wrapUp = loadWrapUp(join(data, 'handoff'));
  return [
    boardRoom({
      ...{ figures, measures, wrapUp, reasons: loadOpenings(join(data, 'handoff')).reasons },
      exportWords: loadExportWords(join(data, 'figures')),
      ownData: dataRequests,
    }),
    (context) => ownDataRoutes(context, dataRequests),
    (context) =>
      problemRoutes(
        context,
        createKnownProblems({ ...context, documents, wrapUp, rules: loadProblemRules(join(data, 'complaints')) }),
      ),
    (context) => {
      const { owners } = context.catalogue.standard;
      const learning = createLearning({
        ...context,
        ...{ documents, figures, isCause: wrapUp.isCause, owners: Object.keys(owners) },
        rules: loadLearningRules(join(data, 'learning')),
      });
      const names = () => ({ measures, names: { cause: {}, team: owners } });
      return learningRoutes(context, { learning, names, wording: loadMailWording(join(data, 'learning')) });
    },
    (context) => draftRoutes(context, createDrafts({ documents, clock })),
  ];
}
