import { DataFileError, loadData } from '../complaints/load-data';
import { placeholders } from '../complaints/template';
import { hoursSchema } from './hours';
import { loadOpenings, type Openings } from './openings';
import { loadHandoffPolicy } from './policy';

const known = new Set(['subject', 'matter', 'item', 'amount', 'outcome', 'number', 'reason', 'words']);

/**
 * Checks policy, hours and openings beyond their schemas.
 * @returns every fault with its file; empty when the data is sound
 */
export function lintHandoff(dir: string): string[] {
  try {
    loadHandoffPolicy(dir);
    return [...lintHours(dir), ...lintOpenings(loadOpenings(dir))];
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}

/** A call back promised while nobody serves would be an empty promise. */
function lintHours(dir: string): string[] {
  const { daily, call_back: callBack } = loadData(dir, 'hours.yaml', hoursSchema);
  return callBack.slots
    .filter(({ from, until }) => from < daily.from || until > daily.until)
    .map(({ from, until }) => `hours.yaml: call-back slot ${from}-${until} lies outside the daily hours`);
}

const lintOpenings = ({ summaries, matters, openings }: Openings): string[] =>
  [...Object.values(summaries), ...Object.values(matters), ...Object.values(openings)]
    .flatMap((template) => [...placeholders(template)])
    .filter((name) => !known.has(name))
    .map((name) => `openings.yaml: {${name}} is not known in a brief`);
