import type { BoardGaps } from '../../../../src/desk/board-api';
import { TableFrame } from '../../../components/table-frame';
import { dateAndTime } from '../../../shared/times';
import { label } from '../../../wording/board/board-wording';
import { useBoard } from '../../board-context';
import { behindHash } from '../../state/behind';
import { count } from '../../state/figure-text';
import { filterOf, listHash, spanPath } from '../../state/filter';
import { refreshAll } from '../../state/refresh';
import { useAsked } from '../../use-asked';
import { Files } from '../parts/files';
import { FilterBar } from '../parts/filter-bar';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Panel } from '../parts/panel';
import { Drafts } from './drafts';

/** What customers asked and the desk could not answer, or answered badly; and what could be answered now. */
export function GapsPage() {
  const { route, wording, language, names } = useBoard();
  const words = wording.gaps;
  const filter = filterOf(route.query);
  const span = { from: filter.from, until: filter.until };
  const path = spanPath('gaps', filter);
  const asked = useAsked<BoardGaps>(path);
  return (
    <main class="page">
      <PageHead title={words.heading} hint={words.hint} asOf={asked.at} again={refreshAll} />
      <Drafts />
      <FilterBar fields={[]} />
      <div class="columns">
        <Panel title={words.missed} tools={<Files title={words.heading} path={path} />}>
          <Loaded asked={asked} lines={8}>
            {({ missed }) =>
              missed.length === 0 ? (
                <p class="empty good-news">{words.noMissed}</p>
              ) : (
                <TableFrame label={words.missed}>
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">{words.question}</th>
                        <th scope="col" class="amount">
                          {words.times}
                        </th>
                        <th scope="col">{words.last}</th>
                        <th scope="col">{words.language}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {missed.map(({ id, text, count: times, lastAt, language: spoken }) => (
                        <tr key={id}>
                          <td class="words" lang={spoken}>
                            {text}
                          </td>
                          <td class="amount">
                            <a
                              href={behindHash({ kind: 'missed', question: id }, span)}
                              aria-label={`${text}${wording.colon}${count(times, language)}`}
                            >
                              {count(times, language)}
                            </a>
                          </td>
                          <td class="number">{dateAndTime(lastAt, language)}</td>
                          <td class="number">{label(wording.languages, spoken)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </TableFrame>
              )
            }
          </Loaded>
        </Panel>
        <Panel title={words.thumbs}>
          <Loaded asked={asked} lines={6}>
            {({ thumbsDown }) =>
              thumbsDown.length === 0 ? (
                <p class="empty good-news">{words.noThumbs}</p>
              ) : (
                <TableFrame label={words.thumbs}>
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">{words.topic}</th>
                        <th scope="col" class="amount">
                          {words.down}
                        </th>
                        <th scope="col" class="amount">
                          {words.of}
                        </th>
                        <th scope="col" class="amount">
                          {words.share}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {thumbsDown.map(({ topic, count: down, of }) => (
                        <tr key={topic}>
                          <th scope="row">
                            <a href={listHash({ ...span, where: { topic: [topic] } }, 'contacts')}>
                              {names.of('topic', topic)}
                            </a>
                          </th>
                          {(['n', 'of'] as const).map((part) => (
                            <td key={part} class="amount">
                              <a
                                href={behindHash({ kind: 'rated', topic, part }, span)}
                                aria-label={`${wording.list.ratedParts[part]} · ${names.of('topic', topic)}${wording.colon}${count(part === 'n' ? down : of, language)}`}
                              >
                                {count(part === 'n' ? down : of, language)}
                              </a>
                            </td>
                          ))}
                          <td class="amount">{of === 0 ? '–' : `${((down / of) * 100).toFixed(1)}%`}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </TableFrame>
              )
            }
          </Loaded>
        </Panel>
      </div>
    </main>
  );
}
