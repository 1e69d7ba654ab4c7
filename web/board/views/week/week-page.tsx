import type { BoardWeek } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { useBoard } from '../../board-context';
import { isWeek, mondayOf, today, weekFrom, weekOf } from '../../state/days';
import { hashOf } from '../../state/route';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { WeekSheet } from './week-sheet';

/** The week on paper. */
export function WeekPage() {
  const { route, wording } = useBoard();
  const words = wording.week;
  const asked = route.query.get('week');
  // Last week is the last one that is whole.
  const week = isWeek(asked) ? asked : weekFrom(weekOf(today()), -1);
  const isFuture = mondayOf(week) > today();
  const report = useAsked<BoardWeek>(isFuture ? undefined : `board/week?week=${week}`);
  const to = (by: number) => hashOf('week', new Map([['week', weekFrom(week, by)]]));
  return (
    <main class="page week">
      <PageHead title={words.heading} asOf={report.at} again={report.again}>
        <nav class="line week-nav" aria-label={words.pick}>
          <a class="quiet small" href={to(-1)}>
            {words.previous}
          </a>
          <b class="number">{week}</b>
          {weekOf(today()) > week ? (
            <a class="quiet small" href={to(1)}>
              {words.next}
            </a>
          ) : null}
        </nav>
        <button type="button" class="strong small" onClick={() => print()} disabled={!report.value}>
          <Icon name="print" />
          {words.print}
        </button>
      </PageHead>
      {weekOf(today()) === week ? <p class="stale no-paper">{words.notYet}</p> : null}
      {isFuture ? (
        <p class="panel empty">{words.future}</p>
      ) : (
        <Loaded asked={report} lines={16}>
          {(value) => <WeekSheet report={value} at={report.at ?? 0} />}
        </Loaded>
      )}
    </main>
  );
}
