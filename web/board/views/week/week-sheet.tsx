import { useMemo } from 'preact/hooks';
import type { BoardWeek } from '../../../../src/desk/board-api';
import { dateAndTime } from '../../../shared/times';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { paretoPicture } from '../../plot/pareto';
import { Drawing } from '../../plot/plot';
import { paretoBars, paretoSummary } from '../causes/pareto-bars';
import { ParetoTable } from '../causes/pareto-table';
import { MeasureTable } from '../parts/measure-table';
import { VoiceList } from '../voices/voice-list';
import { ByTable } from './by-table';
import { WeekActions } from './week-actions';
import { WeekOmissions } from './week-omissions';
import { WeekProblems } from './week-problems';

/** The report: on paper black on white, plots as drawings, no section torn apart. */
export function WeekSheet({ report, at }: { report: BoardWeek; at: number }) {
  const { words: known, wording, language, names } = useBoard();
  const words = wording.week;
  const { week, from, until, measures, byType, byTeam, causes, omissions, problems, actions, voices } = report;
  const filter = useMemo(() => ({ from, until }), [from, until]);
  const bars = useMemo(
    () => paretoBars({ answer: causes, by: 'cause', filter, names, wording, language }),
    [causes, filter, names, wording, language],
  );
  const summary = paretoSummary(bars, wording, language);
  const picture = useMemo(() => (width: number) => paretoPicture(bars, width), [bars]);
  return (
    <article class="sheet">
      <header class="sheet-head">
        <h3 class="sheet-title">
          {words.heading} <span class="number">{week}</span>
        </h3>
        <p class="quiet-text number">
          {filled(words.span, { from, until })} · {filled(words.made, { time: dateAndTime(at, language) })}
        </p>
      </header>
      <MeasureTable title={words.measures} figures={measures} measures={known?.measures ?? []} filter={filter} />
      <section class="whole">
        <h4>{words.causes}</h4>
        {bars.length === 0 ? (
          <p class="empty">{wording.plot.empty}</p>
        ) : (
          <>
            <p class="quiet-text">{summary}</p>
            <Drawing
              title={words.causes}
              summary={bars
                .slice(0, 3)
                .map(({ label }) => label)
                .join(wording.semicolon)}
              picture={picture}
              failed={() => undefined}
            />
            <ParetoTable title={words.causes} by="cause" bars={bars} />
          </>
        )}
      </section>
      <ByTable title={words.byType} by="type" answer={byType} filter={filter} />
      <ByTable title={words.byTeam} by="team" answer={byTeam} filter={filter} />
      <WeekOmissions omissions={omissions} />
      <WeekProblems problems={problems} />
      <WeekActions actions={actions} />
      <section>
        <h4>{words.voices}</h4>
        <VoiceList voices={voices} empty={words.noVoices} />
      </section>
    </article>
  );
}
