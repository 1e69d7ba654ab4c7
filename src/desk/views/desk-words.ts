import type { Catalogue } from '../../complaints/catalogue';
import { complaintTypes } from '../../complaints/complaint';
import { wrapUpResults } from '../../handoff/handoff';
import type { Routing } from '../../handoff/routing-data';
import type { WrapUpData } from '../../handoff/wrap-up-data';
import type { Localized } from '../../ports/language';
import { allTitled } from '../../wording/titled';
import type { DeskWords } from '../desk-api';

/** What the page offers to choose from. Codes of causes are unique across their groups, as a wrap-up holds them. */
export function deskWords(data: {
  readonly routing: Pick<Routing, 'teams' | 'away_reasons'>;
  readonly wrapUp: Pick<WrapUpData, 'results' | 'causes' | 'remedies'>;
  readonly canned: DeskWords['canned'];
  readonly catalogue: Pick<Catalogue, 'type' | 'standard'>;
}): Omit<DeskWords, 'callBacks'> {
  const { routing, wrapUp, canned, catalogue } = data;
  return {
    canned,
    causes: Object.entries(wrapUp.causes).map(([group, { names, types, causes }]) => ({
      code: group,
      names,
      types,
      causes: named(causes),
    })),
    results: wrapUpResults.map((code) => ({ code, names: wrapUp.results[code] })),
    remedies: Object.entries(wrapUp.remedies).map(([code, { names }]) => ({ code, names })),
    pauseReasons: Object.entries(catalogue.standard.pause_reasons).map(([code, { names }]) => ({ code, names })),
    awayReasons: named(routing.away_reasons),
    teams: named(routing.teams),
    owners: named(allTitled(catalogue.standard.owners)),
    items: Object.entries(catalogue.standard.items).map(([code, { names }]) => ({ code, names })),
    subTypes: complaintTypes.flatMap((type) =>
      catalogue.type(type).sub_types.map(({ id, names }) => ({ type, code: id, names })),
    ),
  };
}

const named = (names: Readonly<Record<string, Localized>>): { readonly code: string; readonly names: Localized }[] =>
  Object.entries(names).map(([code, one]) => ({ code, names: one }));
