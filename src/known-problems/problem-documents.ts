import { shanghaiDay } from '../ports/calendar';
import type { DocumentStore } from '../ports/document-store';
import type { StoredProblem } from './stored-problem';

const kind = 'known_problem';
/** More are never kept: ended ones are removed after `keep_days`. */
const most = 10_000;

/** A problem with the version it was read at. */
export interface ReadProblem {
  readonly version: number;
  readonly problem: StoredProblem;
}

/** Known problems as documents; the number is the key, so that no two nodes give the same one. */
export interface ProblemDocuments {
  all(): Promise<readonly ReadProblem[]>;
  get(id: string): Promise<ReadProblem | undefined>;
  /** On condition of the version read. @returns `false` when another write came first */
  replace(read: ReadProblem, problem: StoredProblem): Promise<boolean>;
  /**
   * Gives it the next number of the day.
   * @param make gets all there are when the number is given: none came since. `undefined`: it is to be none after all
   * @returns `undefined` also when another node was faster: look again whether it is still wanted
   */
  insert(
    at: number,
    make: (number: string, all: readonly StoredProblem[]) => StoredProblem | undefined,
  ): Promise<StoredProblem | undefined>;
  remove(id: string): Promise<void>;
}

export function problemDocuments(documents: Pick<DocumentStore, 'get' | 'list' | 'put' | 'remove'>): ProblemDocuments {
  const all = async (): Promise<readonly ReadProblem[]> =>
    (await documents.list<StoredProblem>(kind, most)).map(({ version, value }) => ({ version, problem: value }));
  return {
    all,
    async get(id) {
      const found = await documents.get<StoredProblem>(kind, id);
      return found && { version: found.version, problem: found.value };
    },
    replace: async ({ version }, problem) => (await documents.put(kind, problem.id, problem, version)) !== undefined,
    async insert(at, make) {
      const day = `P${shanghaiDay(at).replaceAll('-', '')}-`;
      const known = (await all()).map(({ problem }) => problem);
      const serials = known.flatMap(({ number }) => (number.startsWith(day) ? [Number(number.slice(day.length))] : []));
      const number = `${day}${`${Math.max(0, ...serials) + 1}`.padStart(2, '0')}`;
      const problem = make(number, known);
      if (problem === undefined) return undefined;
      return (await documents.put(kind, problem.id, problem, 0)) === undefined ? undefined : problem;
    },
    remove: async (id) => void (await documents.remove(kind, id)),
  };
}
