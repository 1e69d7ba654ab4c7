import type { BoardList } from '../../../../src/desk/board-api';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { type Behind, behindOf, behindPath, isSpanned } from '../../state/behind';
import { count } from '../../state/figure-text';
import { filterOf } from '../../state/filter';
import { hashOf } from '../../state/route';
import { useAsked } from '../../use-asked';
import { Files } from '../parts/files';
import { FilterBar } from '../parts/filter-bar';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Pager } from '../parts/pager';
import { ListParts } from './list-parts';
import { ListTable } from './list-table';
import { useListTitle } from './use-list-title';

/** The rows behind a number, the same predicate over the same rows. */
export function ListPage() {
  const { route, wording } = useBoard();
  const behind = behindOf(route.query);
  if (behind !== undefined) return <List behind={behind} />;
  return (
    <main class="page">
      <PageHead title={wording.list.heading} />
      <p class="panel empty">{wording.list.unknown}</p>
    </main>
  );
}

function List({ behind }: { behind: Behind }) {
  const { route, wording, language } = useBoard();
  const words = wording.list;
  const { query } = route;
  const after = query.get('after');
  const filter = filterOf(query);
  const asked = useAsked<BoardList>(behindPath(behind, filter, after));
  return (
    <main class="page">
      <PageHead {...useListTitle(behind)} asOf={asked.at} again={asked.again}>
        <button type="button" class="quiet small" onClick={() => history.back()}>
          {words.back}
        </button>
        <Files title={words.heading} path={behindPath(behind, filter)} />
      </PageHead>
      {behind.kind === 'measure' ? <FilterBar /> : isSpanned(behind) ? <FilterBar fields={[]} /> : null}
      <section class="panel" aria-label={words.heading}>
        <div class="line list-head">
          <ListParts behind={behind} />
          <span class="quiet-text number" role="status">
            {asked.value ? filled(words.total, { n: count(asked.value.total, language) }) : ''}
          </span>
        </div>
        <Loaded asked={asked} lines={10}>
          {({ items, next }) => (
            <>
              {items.length === 0 ? <p class="empty">{words.none}</p> : <ListTable items={items} />}
              <Pager
                first={
                  after === undefined
                    ? undefined
                    : { name: words.first, href: hashOf('list', query, { after: undefined }) }
                }
                next={
                  next === undefined ? undefined : { name: words.next, href: hashOf('list', query, { after: next }) }
                }
              />
            </>
          )}
        </Loaded>
      </section>
    </main>
  );
}
