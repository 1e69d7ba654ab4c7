import type { LearningView } from '../../../../src/desk/board-api';
import { useBoard } from '../../board-context';
import { hashOf } from '../../state/route';
import { useAsked } from '../../use-asked';
import { Loaded } from '../parts/loaded';
import { PageHead } from '../parts/page-head';
import { Actions } from './actions';
import { CausesAndFixes } from './causes-and-fixes';
import { DigestView } from './digest-view';

const tabs = ['actions', 'causes', 'digest'] as const;

/** Causes, what is done about them, and whether it helped. Everybody of staff reads it. */
export function LearningPage() {
  const { me, route, wording } = useBoard();
  const words = wording.learning;
  const isSupervisor = me.role === 'supervisor';
  const tab = tabs.find((one) => one === route.query.get('tab')) ?? (isSupervisor ? 'actions' : 'causes');
  const asked = useAsked<LearningView>('learning');
  return (
    <main class="page learning">
      <PageHead
        title={words.heading}
        hint={isSupervisor ? words.hint : words.causesHint}
        asOf={asked.at}
        again={asked.again}
      />
      <nav class="tabs" aria-label={words.tabsLabel}>
        {tabs.map((one) => (
          <a
            key={one}
            href={hashOf('learning', route.query, { tab: one })}
            aria-current={tab === one ? 'page' : undefined}
          >
            {words.tabs[one]}
          </a>
        ))}
      </nav>
      {tab === 'digest' ? (
        <DigestView />
      ) : (
        <Loaded asked={asked} lines={8}>
          {(view) =>
            tab === 'actions' ? (
              <Actions actions={view.actions} again={asked.again} />
            ) : (
              <CausesAndFixes causes={view.causes} />
            )
          }
        </Loaded>
      )}
    </main>
  );
}
