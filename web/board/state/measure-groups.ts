import type { Measure } from '../../../src/figures/figures';

/** Measures by what they count, in the order they are shown. */
export const measureGroups = {
  complaint: [
    'complaints',
    'complaint_rate',
    'omission_rate',
    'on_time_rate',
    'law_on_time_rate',
    'dissatisfaction_rate',
    'durable_resolution',
    'repeat_rate',
    'reopen_rate',
    'correction_rate',
    'first_reply_time',
    'resolve_time',
    'remedy_cost',
  ],
  contact: ['contacts', 'containment', 'first_contact_resolution', 'hand_off_rate', 'not_understood_rate'],
  handoff: [
    'handoffs',
    'waiting_time',
    'handling_time',
    'left_line_rate',
    'misrouting_rate',
    'person_dissatisfaction_rate',
  ],
} as const satisfies Readonly<Record<string, readonly Measure[]>>;
export type MeasureGroup = keyof typeof measureGroups;
export const groupNames = Object.keys(measureGroups) as readonly MeasureGroup[];
