import type { BoardWords } from '../../src/desk/board-api';
import type { Colleague, DeskWords } from '../../src/desk/desk-api';
import type { Dimension } from '../../src/figures/figures';
import type { Language } from '../../src/ports/language';
import { type BoardWording, label } from '../wording/board/board-wording';

export interface NamesOf {
  readonly board: BoardWords | undefined;
  readonly desk: DeskWords | undefined;
  readonly colleagues: readonly Colleague[];
  readonly wording: BoardWording;
  readonly language: Language;
}

/** Codes by the names people read: those of the data files first, then the page's own, else the code itself. */
export class Names {
  constructor(private readonly from: NamesOf) {}

  /** What a row of figures is told apart by; a row without a value has a name too. */
  of(dimension: Dimension, code: string): string {
    const { wording } = this.from;
    if (code === '')
      return label(wording.without, dimension) === dimension ? wording.none : label(wording.without, dimension);
    switch (dimension) {
      case 'botType':
        return this.of('type', code);
      case 'handler':
        return this.staff(code);
      case 'weekday':
        return wording.weekdays[Number(code) % 7] ?? code;
      case 'hour':
        return `${String(Number(code)).padStart(2, '0')}:00`;
      case 'day':
      case 'week':
        return code;
      case 'language':
        return label(wording.languages, code);
      case 'score':
        return label(wording.scores, code);
      default:
        return this.data(dimension, code);
    }
  }

  staff(name: string): string {
    const { colleagues, wording } = this.from;
    return colleagues.find((one) => one.name === name)?.displayName ?? label(wording.actors, name);
  }

  measure(measure: string): string {
    const { board, language } = this.from;
    return board?.measures.find((one) => one.measure === measure)?.names[language] ?? measure;
  }

  private data(
    kind: 'type' | 'subType' | 'channel' | 'area' | 'team' | 'cause' | 'topic' | 'reason',
    code: string,
  ): string {
    const { board, desk, wording, language } = this.from;
    const names = board?.names[kind];
    const own = names && Object.hasOwn(names, code) ? names[code]?.[language] : undefined;
    if (own !== undefined) return own;
    if (kind === 'type') return label(wording.types, code);
    if (kind === 'channel') return label(wording.channels, code);
    if (kind === 'team') return desk?.owners?.find((one) => one.code === code)?.names[language] ?? code;
    if (kind === 'subType') return desk?.subTypes.find((one) => one.code === code)?.names[language] ?? code;
    if (kind !== 'cause') return code;
    return desk?.causes.flatMap(({ causes }) => causes).find((one) => one.code === code)?.names[language] ?? code;
  }
}
