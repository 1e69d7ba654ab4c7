import type { Language } from '../../../src/ports/language';
import { en } from './en';
import { zhHans } from './zh-Hans';
import type { zhHansBrief } from './zh-Hans-brief';
import type { zhHansComplaints } from './zh-Hans-complaints';
import type { zhHansRefusals } from './zh-Hans-refusals';
import type { zhHansTerms } from './zh-Hans-terms';
import { zhHant } from './zh-Hant';

/** Every sentence of the agents' page; `{name}` is filled in. Simplified Chinese sets the shape. */
export type DeskWording = typeof zhHans;
export type BriefWording = typeof zhHansBrief;
export type ComplaintsWording = typeof zhHansComplaints;
export type RefusalsWording = typeof zhHansRefusals;
export type DeskTerms = typeof zhHansTerms;

export const deskWordings: Record<Language, DeskWording> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };

export { label } from '../label';
