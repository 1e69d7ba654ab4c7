import type { Catalogue } from '../../complaints/catalogue';
import { complaintTypes } from '../../complaints/complaint';
import type { Openings } from '../../handoff/openings';
import type { WrapUpData } from '../../handoff/wrap-up-data';
import { shanghaiDay } from '../../ports/calendar';
import type { Localized } from '../../ports/language';
import { allTitled } from '../../wording/titled';
import type { BoardWords } from '../board-api';
import type { ExportWords } from './export-words';

/** A data file that has to be looked over by a day. */
export interface Review {
  /** Under nlp-models, as people find it. */
  readonly file: string;
  /** `YYYY-MM-DD` */
  readonly due: string;
}

export interface BoardWordsData {
  /** nlp-models/figures/measures.yaml */
  readonly measures: BoardWords['measures'];
  readonly catalogue: Pick<Catalogue, 'type' | 'standard' | 'areas'>;
  readonly wrapUp: Pick<WrapUpData, 'causes'>;
  readonly topics: ReadonlyMap<string, Localized>;
  /** nlp-models/handoff/openings.yaml */
  readonly reasons: Openings['reasons'];
  readonly channels: ExportWords['channels'];
  /** Besides the service standard's. */
  readonly reviews?: readonly Review[];
}

/** Names of all codes the board shows, and the written definitions; @returns the same at a time, when reviews may be late */
export function boardWords(data: BoardWordsData): (now: number) => BoardWords {
  const { measures, catalogue, wrapUp, topics, reasons, channels, reviews = [] } = data;
  const types = complaintTypes.map((type) => catalogue.type(type));
  const names: BoardWords['names'] = {
    type: Object.fromEntries(complaintTypes.map((type, index) => [type, types[index]?.names ?? unnamed(type)])),
    subType: Object.fromEntries(types.flatMap(({ sub_types }) => sub_types.map(({ id, names }) => [id, names]))),
    channel: channels,
    area: Object.fromEntries(catalogue.areas.list.map(({ area, names }) => [area, names])),
    team: allTitled(catalogue.standard.owners),
    cause: Object.fromEntries(Object.values(wrapUp.causes).flatMap(({ causes }) => Object.entries(causes))),
    topic: Object.fromEntries(topics),
    reason: allTitled(reasons),
  };
  const all: readonly Review[] = [{ file: 'complaints/standard.yaml', due: catalogue.standard.review_by }, ...reviews];
  return (now) => ({ measures, names, reviewDue: all.filter(({ due }) => due < shanghaiDay(now)) });
}

const unnamed = (code: string): Localized => ({ 'zh-Hans': code, 'zh-Hant': code, en: code });
