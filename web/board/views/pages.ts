import type { ComponentType } from 'preact';
import type { View } from '../state/route';
import { CausesPage } from './causes/causes-page';
import { GapsPage } from './gaps/gaps-page';
import { LearningPage } from './learning/learning-page';
import { ListPage } from './list/list-page';
import { ProblemsPage } from './problems/problems-page';
import { TodayPage } from './today/today-page';
import { TrendsPage } from './trends/trends-page';
import { VoicesPage } from './voices/voices-page';
import { WeekPage } from './week/week-page';

/** What each view draws. */
export const pages: Readonly<Record<View, ComponentType>> = {
  today: TodayPage,
  trends: TrendsPage,
  causes: CausesPage,
  gaps: GapsPage,
  voices: VoicesPage,
  problems: ProblemsPage,
  learning: LearningPage,
  week: WeekPage,
  list: ListPage,
};
