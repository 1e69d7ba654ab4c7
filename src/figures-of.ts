import { join } from 'node:path';
import type { AppDeps } from './app';
import type { Catalogue } from './complaints/catalogue';
import { type ContactKeeping, contactKeeping, loadTypeOfTopic } from './figures/contacts';
import { createFigures } from './figures/create-figures';
import type { Figures } from './figures/figures';
import { createSheetJob, sheetJobEveryMs, sheetJobName } from './figures/sheet-job';
import type { BackgroundJob } from './platform/background-jobs';

/** What the rates are counted from, and the rates. */
export interface FiguresRoom {
  readonly figures: Figures;
  /** What a visit of a customer is: for the dialogs, which record them. */
  readonly contacts: ContactKeeping;
  readonly job: BackgroundJob;
  /** Reads what questions will need, behind everything else, in this process. Never rejects. */
  warm(signal: AbortSignal): Promise<void>;
}

export function figuresOf({
  store,
  catalogue,
  clock,
  log,
  secrets,
  dataDir,
}: Pick<AppDeps, 'store' | 'clock' | 'log' | 'secrets' | 'dataDir'> & {
  readonly catalogue: Catalogue;
}): FiguresRoom {
  const sheets = createSheetJob({
    ...store,
    ...{ rules: catalogue, clock, log, typeOfTopic: loadTypeOfTopic(join(dataDir, 'figures')) },
  });
  const figures = createFigures({ documents: store.documents, clock });
  return {
    figures,
    contacts: contactKeeping(join(dataDir, 'figures'), secrets.signingKey),
    job: { name: sheetJobName, everyMs: sheetJobEveryMs, run: (signal) => sheets.run(signal) },
    warm: (signal) =>
      figures.warm(signal).then(
        (rows) => log.debug({ rows }, 'figures: read ahead'),
        (err: unknown) => log.warn({ err }, 'figures: could not be read ahead, the first question will wait for them'),
      ),
  };
}
