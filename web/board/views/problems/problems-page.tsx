import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProblemActBodies, ProblemsView, ProblemView } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { useKeptFocus } from '../../../components/use-kept-focus';
import { useBoard } from '../../board-context';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { ProblemCard } from './problem-card';
import { ProblemDialog } from './problem-dialog';

const groups = [
  ['suggested', ['suggested']],
  ['open', ['open']],
  ['repaired', ['repaired']],
  ['over', ['closed', 'dismissed']],
] as const;
const everyMs = 30_000;
/** While everybody attached is being told or closed. */
const oftenMs = 5_000;

/** The parents of many complaints: what waits for a word first. */
export function ProblemsPage() {
  const { route, wording } = useBoard();
  const words = wording.problems;
  const [isBusy, setBusy] = useState(false);
  const asked = useAsked<ProblemsView>('problems', isBusy ? oftenMs : everyMs);
  const [open, setOpen] = useState<{ problem?: ProblemView; act: keyof ProblemActBodies | 'fresh' } | undefined>();
  const busy = asked.value?.problems.some(({ progress }) => progress !== undefined) ?? false;
  useEffect(() => setBusy(busy), [busy]);
  const chosen = route.query.get('id');
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  return (
    <main class="page" ref={box}>
      <PageHead title={words.heading} hint={words.hint} asOf={asked.at} again={asked.again}>
        <button type="button" class="strong small" onClick={() => setOpen({ act: 'fresh' })}>
          <Icon name="plus" />
          {words.fresh}
        </button>
      </PageHead>
      <Loaded asked={asked} lines={10}>
        {({ problems }) => (
          <>
            {problems.length === 0 ? <p class="panel empty good-news">{words.none}</p> : null}
            {groups.map(([group, statuses]) => {
              const its = problems.filter(({ status }) => statuses.some((one) => one === status));
              if (its.length === 0) return null;
              return (
                <section key={group} class="group" aria-labelledby={`problems-${group}`}>
                  <h3 id={`problems-${group}`}>
                    {words.groups[group]} <span class="count">{its.length}</span>
                  </h3>
                  <ul class="entries">
                    {its.map((problem) => (
                      <ProblemCard
                        key={problem.id}
                        problem={problem}
                        isChosen={problem.id === chosen}
                        act={(act) => setOpen({ problem, act })}
                      />
                    ))}
                  </ul>
                </section>
              );
            })}
          </>
        )}
      </Loaded>
      {open ? (
        <ProblemDialog
          act={open.act}
          {...(open.problem ? { problem: open.problem } : {})}
          areas={asked.value?.areas ?? []}
          onClose={() => {
            setOpen(undefined);
            asked.again();
          }}
        />
      ) : null}
    </main>
  );
}
