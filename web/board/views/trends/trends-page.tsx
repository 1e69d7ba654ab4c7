import type { FiguresAnswer } from '../../../../src/figures/figures';
import { useBoard } from '../../board-context';
import { figuresPath, filterOf, spanBefore } from '../../state/filter';
import { groupNames, measureGroups } from '../../state/measure-groups';
import { useAsked } from '../../use-asked';
import { FilterBar } from '../parts/filter-bar';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { MeasureCard } from './measure-card';
import { MeasurePlot } from './measure-plot';

/** Every measure with its change, one of them over time. */
export function TrendsPage() {
  const { route, words, wording } = useBoard();
  const filter = filterOf(route.query);
  const measures = words?.measures.map(({ measure }) => measure) ?? [];
  const now = useAsked<FiguresAnswer>(words && figuresPath(filter, measures));
  const before = useAsked<FiguresAnswer>(words && figuresPath(spanBefore(filter), measures));
  const chosen = words?.measures.find(({ measure }) => measure === route.query.get('measure')) ?? words?.measures[0];
  return (
    <main class="page">
      <PageHead
        title={wording.trends.heading}
        hint={wording.trends.hint}
        asOf={now.value?.asOf}
        again={() => {
          now.again();
          before.again();
        }}
      />
      <FilterBar />
      {chosen ? <MeasurePlot measure={chosen} filter={filter} /> : null}
      <Loaded asked={now} lines={12}>
        {(answer) => (
          <>
            {groupNames.map((group) => (
              <section key={group} class="cards" aria-labelledby={`group-${group}`}>
                <h3 id={`group-${group}`}>{wording.trends.groups[group]}</h3>
                <ul>
                  {measureGroups[group].map((name) => {
                    const measure = words?.measures.find((one) => one.measure === name);
                    return measure ? (
                      <MeasureCard
                        key={name}
                        measure={measure}
                        filter={filter}
                        now={answer.rows[0]?.figures[name]}
                        before={before.value?.rows[0]?.figures[name]}
                        isChosen={name === chosen?.measure}
                      />
                    ) : null;
                  })}
                </ul>
              </section>
            ))}
          </>
        )}
      </Loaded>
    </main>
  );
}
