import type { BoardList } from '../../../../src/desk/board-api';
import { measures } from '../../../../src/figures/figures';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count } from '../../state/figure-text';
import { filterOf, listPath } from '../../state/filter';
import { hashOf } from '../../state/route';
import { useAsked } from '../../use-asked';
import { Files } from '../parts/files';
import { FilterBar } from '../parts/filter-bar';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Pager } from '../parts/pager';
import { ListTable } from './list-table';

/** The rows behind a number, the same predicate over the same rows. */
export function ListPage() {
  const { route, words: known, wording, language } = useBoard();
  const words = wording.list;
  const { query } = route;
  const measure = measures.find((one) => one === query.get('measure'));
  const part = query.get('part') === 'of' ? 'of' : 'n';
  const after = query.get('after');
  const filter = filterOf(query);
  const asked = useAsked<BoardList>(measure && listPath(filter, measure, part, after));
  const one = known?.measures.find((one) => one.measure === measure);
  if (measure === undefined)
    return (
      <main class="page">
        <PageHead title={words.heading} />
        <p class="panel empty">{words.unknown}</p>
      </main>
    );
  // Of a plain count, a time or an amount the list is the same.
  const hasParts = one?.unit === 'share' || one?.unit === 'per_10000';
  return (
    <main class="page">
      <PageHead title={one?.names[language] ?? words.heading} {...(one ? { hint: one.definition[language] } : {})}>
        <button type="button" class="quiet small" onClick={() => history.back()}>
          {words.back}
        </button>
        <Files title={words.heading} path={listPath(filter, measure, part)} />
      </PageHead>
      <FilterBar />
      <section class="panel" aria-label={words.heading}>
        <div class="line list-head">
          {hasParts ? (
            <nav class="segments" aria-label={words.part}>
              {(['n', 'of'] as const).map((one) => (
                <a
                  key={one}
                  href={hashOf('list', query, { part: one, after: undefined })}
                  aria-current={part === one ? 'true' : undefined}
                >
                  {words[one]}
                </a>
              ))}
            </nav>
          ) : null}
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
