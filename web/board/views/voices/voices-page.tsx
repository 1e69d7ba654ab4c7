import type { BoardVoices } from '../../../../src/desk/board-api';
import { useBoard } from '../../board-context';
import { filterOf, spanPath } from '../../state/filter';
import { hashOf } from '../../state/route';
import { useAsked } from '../../use-asked';
import { Files } from '../parts/files';
import { FilterBar } from '../parts/filter-bar';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Pager } from '../parts/pager';
import { VoiceList } from './voice-list';

const scores = ['satisfied', 'neutral', 'unsatisfied'] as const;
const abouts = ['complaint', 'person'] as const;

/** What customers wrote with their rating. */
export function VoicesPage() {
  const { route, wording, change } = useBoard();
  const words = wording.voices;
  const { query } = route;
  const score = scores.find((one) => one === query.get('score'));
  const about = abouts.find((one) => one === query.get('about'));
  const before = query.get('before');
  const filter = filterOf(query);
  const path = spanPath('voices', filter, score ? { score } : {});
  const asked = useAsked<BoardVoices>(before === undefined ? path : `${path}&before=${encodeURIComponent(before)}`);
  const choice = (
    name: 'score' | 'about',
    value: string | undefined,
    values: readonly (readonly [string, string])[],
  ) => (
    <label class="field">
      <span>{words[name]}</span>
      <select
        value={value ?? '*'}
        onChange={({ currentTarget }) =>
          change({ [name]: currentTarget.value === '*' ? undefined : currentTarget.value, before: undefined })
        }
      >
        <option value="*">{wording.filter.any}</option>
        {values.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <main class="page">
      <PageHead title={words.heading} hint={words.hint} asOf={asked.at} again={asked.again}>
        <Files title={words.heading} path={path} />
      </PageHead>
      <FilterBar fields={[]} known={['score']}>
        {choice(
          'score',
          score,
          scores.map((one) => [one, wording.scores[one]]),
        )}
        {choice(
          'about',
          about,
          abouts.map((one) => [one, words.abouts[one]]),
        )}
      </FilterBar>
      <section class="panel" aria-label={words.heading}>
        <Loaded asked={asked} lines={8}>
          {({ voices, next }) => (
            <>
              <VoiceList
                voices={voices.filter((voice) => about === undefined || voice.about === about)}
                empty={score === undefined && about === undefined ? words.none : words.noneFiltered}
              />
              <Pager
                first={
                  before === undefined
                    ? undefined
                    : { name: words.newest, href: hashOf('voices', query, { before: undefined }) }
                }
                next={
                  next === undefined
                    ? undefined
                    : { name: words.older, href: hashOf('voices', query, { before: next }) }
                }
              />
            </>
          )}
        </Loaded>
      </section>
    </main>
  );
}
