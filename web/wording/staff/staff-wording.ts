import type { zhHansStaff } from './zh-Hans';

export type StaffWording = typeof zhHansStaff;
