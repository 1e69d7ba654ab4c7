import { measures } from '../../src/figures/figures';

/** The moment the board is looked at. */
export const askedAt = Date.parse('2026-11-22T15:00:00+08:00');

const year = 'from=2025-11-22&until=2026-11-22';
const quarter = 'from=2026-08-25&until=2026-11-22';
const ofComplaints = measures.slice(0, measures.indexOf('contacts')).join(',');
const ofVisits = measures.slice(measures.indexOf('contacts'), measures.indexOf('handoffs')).join(',');
const ofHandoffs = measures.slice(measures.indexOf('handoffs')).join(',');

/** What supervisors' pages ask, at `/desk/api/board/`. */
export const questions: readonly (readonly [question: string, path: string])[] = [
  ['today', 'today'],
  ['deadlines, a page of the list', 'waiting?what=deadlines'],
  ['all 24 measures, quarter', `figures?measures=${measures.join(',')}&${quarter}`],
  ['all 24 measures, year', `figures?measures=${measures.join(',')}&${year}`],
  ['measures of complaints by type, quarter', `figures?measures=${ofComplaints}&by=type&${quarter}`],
  ['measures of complaints by week and type, year', `figures?measures=${ofComplaints}&by=week,type&${year}`],
  ['measures of visits by day, quarter', `figures?measures=${ofVisits}&by=day&${quarter}`],
  ['measures of visits by topic, quarter', `figures?measures=${ofVisits}&by=topic&${quarter}`],
  ['measures of hand-overs by team and week, quarter', `figures?measures=${ofHandoffs}&by=team,week&${quarter}`],
  ['complaint rate by channel and week, quarter', `figures?measures=complaint_rate&by=channel,week&${quarter}`],
  ['complaints by day, year', `figures?measures=complaints,on_time_rate,omission_rate&by=day&${year}`],
  ['heat map hour × weekday, year', `figures?measures=complaints&by=hour,weekday&${year}`],
  ['Pareto of causes of a department, year', `figures?measures=complaints&by=cause&team=billing&${year}`],
  ['list behind complaints of a type, year', `list?measure=complaints&part=n&type=pricing_billing&${year}`],
  ['list of what was left out, year', `list?measure=omission_rate&part=n&${year}`],
  ['list behind visits, quarter', `list?measure=contacts&part=n&${quarter}`],
  ['list behind hand-overs, quarter', `list?measure=handoffs&part=n&${quarter}`],
  ['the week', 'week?week=2026-W47'],
  ['gaps, quarter', `gaps?${quarter}`],
  ['voices, quarter', `voices?${quarter}`],
  ['voices of the dissatisfied, quarter', `voices?score=unsatisfied&${quarter}`],
];
