import type { WorkingDays } from '../handoff/working-days';
import type { StandardData } from './catalogue-schema';
import type { WorkHours } from './work-hours';

/** What clocks and timers are reckoned with; a catalogue is one. */
export interface ClockRules {
  readonly standard: StandardData;
  readonly work: WorkHours;
  readonly calendar: Pick<WorkingDays, 'isHoliday'>;
}
