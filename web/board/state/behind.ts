import { type FiguresFilter, type Measure, measures } from '../../../src/figures/figures';
import { type AttachedPart, attachedParts } from '../../../src/known-problems/list-attached';
import { listPath } from './filter';
import { hashOf } from './route';

/** What a list is behind: a measure, or one of the numbers that are no measure. */
export type Behind =
  | { readonly kind: 'measure'; readonly measure: Measure; readonly part: 'n' | 'of' }
  | { readonly kind: 'problem'; readonly problem: string; readonly part: AttachedPart | 'suggested' }
  | { readonly kind: 'waiting'; readonly what: 'approvals' | 'deadlines' }
  | { readonly kind: 'missed'; readonly question: string }
  | { readonly kind: 'rated'; readonly topic: string; readonly part: 'n' | 'of' }
  | { readonly kind: 'unsent' };
type Other = Exclude<Behind, { kind: 'measure' }>;
type Span = Pick<FiguresFilter, 'from' | 'until'>;

/** Which list an address is of; none: there is no such list. */
export function behindOf(query: ReadonlyMap<string, string>): Behind | undefined {
  const half = query.get('part') === 'of' ? 'of' : 'n';
  const measure = measures.find((one) => one === query.get('measure'));
  if (measure !== undefined) return { kind: 'measure', measure, part: half };
  const problem = query.get('problem');
  if (problem !== undefined) {
    const part = [...attachedParts, 'suggested' as const].find((one) => one === query.get('part'));
    return { kind: 'problem', problem, part: part ?? 'attached' };
  }
  const what = (['approvals', 'deadlines'] as const).find((one) => one === query.get('waiting'));
  if (what !== undefined) return { kind: 'waiting', what };
  const question = query.get('missed');
  if (question !== undefined) return { kind: 'missed', question };
  const topic = query.get('rated');
  if (topic !== undefined) return { kind: 'rated', topic, part: half };
  return query.has('unsent') ? { kind: 'unsent' } : undefined;
}

/** Address of a list that is behind no measure. */
export function behindHash(behind: Other, span?: Span): string {
  return hashOf('list', new Map([...namesOf(behind), ...spanOf(behind, span)]));
}

/** Where it comes from. */
export function behindPath(behind: Behind, filter: FiguresFilter, after?: string): string {
  if (behind.kind === 'measure') return listPath(filter, behind.measure, behind.part, after);
  const { kind, ...asked } = behind;
  const query = new URLSearchParams({
    ...asked,
    ...Object.fromEntries(spanOf(behind, filter)),
    ...(after === undefined ? {} : { after }),
  }).toString();
  return `board/${kind === 'problem' ? 'attached' : kind}${query === '' ? '' : `?${query}`}`;
}

/** Those that are told by days. */
export const isSpanned = ({ kind }: Behind): boolean => kind === 'measure' || kind === 'missed' || kind === 'rated';

const spanOf = (behind: Behind, span: Span | undefined): readonly (readonly [string, string])[] =>
  span === undefined || !isSpanned(behind)
    ? []
    : [
        ['from', span.from],
        ['until', span.until],
      ];

function namesOf(behind: Other): readonly (readonly [string, string])[] {
  switch (behind.kind) {
    case 'problem':
      return [
        ['problem', behind.problem],
        ['part', behind.part],
      ];
    case 'waiting':
      return [['waiting', behind.what]];
    case 'missed':
      return [['missed', behind.question]];
    case 'rated':
      return [
        ['rated', behind.topic],
        ['part', behind.part],
      ];
    case 'unsent':
      return [['unsent', 'all']];
  }
}
