import { join } from 'node:path';
import { type LoadedUnderstander, loadUnderstander } from '../../src/understanding/load';

export const dataDir = join(__dirname, '../../nlp-models');
/** Saturday, 21 November 2026, noon in Shanghai. */
export const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

/** The understander on the real data, with the model the build has trained. */
export const realUnderstander = (): Promise<LoadedUnderstander> =>
  loadUnderstander({ dataDir, cacheDir: join(dataDir, '../dist/models'), clock });
