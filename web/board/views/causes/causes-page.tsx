import { useBoard } from '../../board-context';
import { filterOf } from '../../state/filter';
import { refreshAll } from '../../state/refresh';
import { FilterBar } from '../parts/filter-bar';
import { PageHead } from '../parts/page-head';
import { Confusion } from './confusion';
import { HourHeat } from './hour-heat';
import { Pareto } from './pareto';
import { TypeByChannel } from './type-by-channel';

/** What complaints come from, when, where, and how well the bot tells them apart. */
export function CausesPage() {
  const { route, wording } = useBoard();
  const filter = filterOf(route.query);
  return (
    <main class="page">
      <PageHead title={wording.causes.heading} hint={wording.causes.hint} again={refreshAll} />
      <FilterBar />
      <Pareto filter={filter} />
      <HourHeat filter={filter} />
      <div class="columns">
        <TypeByChannel filter={filter} />
        <Confusion filter={filter} />
      </div>
    </main>
  );
}
