import type { AccountAction } from '../ports/account-gateway';
import type { ExtractedSlots } from '../understanding/understanding';
import type { AccountData } from './answer';
import type { Catalogue } from './catalogue';
import type { FactValues } from './fact-value';
import type { ToTraditional } from './traditional';

/** What a facts function looks at. */
export interface FactsInput {
  readonly account: AccountData;
  readonly slots: ExtractedSlots;
  /** The customer's sentence, `''` when unknown. */
  readonly text: string;
  readonly now: number;
  readonly catalogue: Catalogue;
  readonly toTraditional: ToTraditional;
}

/** What it finds: which variant of the entry speaks, and with which values. */
export interface Facts {
  readonly variant: string;
  readonly values: FactValues;
  readonly action?: AccountAction;
  readonly disputable?: {
    readonly item: { readonly name: string; readonly nameEn: string };
    readonly amountFen: number;
    readonly billMonth: string;
  };
  /** Follow-ups with values of their own, before the entry's. */
  readonly followUps?: readonly { readonly id: string; readonly values: FactValues }[];
}

/**
 * A pure look at the customer's data for one theme. `variants` declares, for the linter, every variant it may choose and
 * the values each has for sure; `proposal` those its proposal has.
 */
export interface FactsFunction {
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly proposal?: readonly string[];
  /** `undefined`: the data at hand do not suffice, the general wording speaks. */
  of(input: FactsInput): Facts | undefined;
}
