import type { BoardWords } from '../../../../src/desk/board-api';
import type { Figure, FiguresFilter } from '../../../../src/figures/figures';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count, numberOf, numberText } from '../../state/figure-text';
import { listHash } from '../../state/filter';
import { hashOf } from '../../state/route';
import { ChangeOf } from '../parts/change-of';

export interface MeasureCardProps {
  readonly measure: BoardWords['measures'][number];
  readonly filter: FiguresFilter;
  readonly now: Figure | undefined;
  readonly before: Figure | undefined;
  readonly isChosen: boolean;
}

/** One measure: its value, the list behind it, the change, what exactly is counted. */
export function MeasureCard({ measure: one, filter, now, before, isChosen }: MeasureCardProps) {
  const { route, wording, language } = useBoard();
  const { measure, unit, names, definition } = one;
  const name = names[language];
  const words = wording.figure;
  const isPartial = Object.keys(filter.where ?? {}).some((dimension) => !one.by.some((by) => by === dimension));
  // A count of what cannot be told by a filter would be a plain 0.
  const parts = ({ n, of }: Figure) => filled(words.of, { n: count(n, language), of: count(of, language) });
  const value = isPartial ? undefined : numberOf(now, unit);
  return (
    <li class={isChosen ? 'card chosen' : 'card'}>
      <div class="card-head">
        <h4>
          <a
            href={hashOf('trends', route.query, { measure })}
            aria-current={isChosen ? 'true' : undefined}
            title={filled(wording.trends.choose, { measure: name })}
          >
            {name}
          </a>
        </h4>
        <Menu label={filled(words.definitionOf, { name })} class="bare" button={<Icon name="info" />}>
          {() => <p class="definition">{definition[language]}</p>}
        </Menu>
      </div>
      <p class="value number">
        {value === undefined ? (
          numberText(value, unit, wording, language)
        ) : (
          <a
            href={listHash(filter, measure)}
            aria-label={`${filled(wording.trends.list, { measure: name })} ${numberText(value, unit, wording, language)}`}
          >
            {numberText(value, unit, wording, language)}
          </a>
        )}
      </p>
      <p class="under">
        {isPartial ? <span>{words.partial}</span> : <ChangeOf measure={one} now={now} before={before} />}
        {now && unit !== 'count' && value !== undefined ? (
          <small class="number">
            {unit === 'ms' ? (
              filled(words.median, { of: count(now.of, language) })
            ) : unit === 'fen' ? (
              filled(words.sum, { of: count(now.of, language) })
            ) : (
              <a
                href={listHash(filter, measure, 'of')}
                aria-label={`${filled(wording.list.whole, { measure: name })}${wording.colon}${parts(now)}`}
              >
                {parts(now)}
              </a>
            )}
          </small>
        ) : null}
      </p>
    </li>
  );
}
