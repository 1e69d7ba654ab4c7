import type { BoardToday } from '../../../../src/desk/board-api';
import { Icon } from '../../../components/icon';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Deadlines } from './deadlines';
import { Omissions } from './omissions';
import { OpenProblems } from './open-problems';
import { OwnData } from './own-data';
import { Tiles } from './tiles';

const everyMs = 30_000;

/** What was left out and what runs out next, before anything else. */
export function TodayPage() {
  const { words, wording } = useBoard();
  const asked = useAsked<BoardToday>('board/today', everyMs);
  return (
    <main class="page today">
      <PageHead title={wording.today.heading} hint={wording.today.hint} asOf={asked.at} again={asked.again} />
      {words?.reviewDue.map((due) => (
        <p key={due.file} class="stale line">
          <Icon name="alert" />
          {filled(wording.today.review, due)}
        </p>
      ))}
      <Loaded asked={asked} lines={10}>
        {(today) => (
          <>
            <Tiles today={today} />
            <div class="columns">
              <Omissions today={today} at={asked.at ?? 0} />
              <Deadlines today={today} at={asked.at ?? 0} />
              <OwnData today={today} at={asked.at ?? 0} again={asked.again} />
              <OpenProblems problems={today.problems} />
            </div>
          </>
        )}
      </Loaded>
    </main>
  );
}
