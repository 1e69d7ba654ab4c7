import type { Catalogue } from '../catalogue';
import { money, name, volume } from '../fact-value';
import type { FactsFunction, FactsInput } from '../facts-function';
import { isNamed } from './is-named';

type Pack = Catalogue['packs'][number];

/** The pack the customer named by volume, price or name. */
const named = (input: FactsInput): Pack | undefined => {
  const { slots, catalogue } = input;
  return (
    catalogue.packs.find((pack) => isNamed(input, pack)) ??
    catalogue.packs.find((pack) => slots.dataMb.includes(pack.mb)) ??
    catalogue.packs.find((pack) => slots.amountsFen.includes(pack.priceFen))
  );
};

/** Ordering a data pack: the one named, else the list to choose from. */
export const dataPackOrder: FactsFunction = {
  variants: { chosen: ['pack', 'price', 'volume'], choose: [] },
  proposal: ['pack', 'price', 'volume'],
  of(input) {
    const phone = input.account.subscriber?.phone;
    if (!phone) return undefined;
    const pack = named(input);
    if (pack) {
      return {
        variant: 'chosen',
        values: { pack: name(pack), price: money(pack.priceFen), volume: volume(pack.mb) },
        action: { kind: 'order_data_pack', phone, packId: pack.id },
      };
    }
    return {
      variant: 'choose',
      values: {},
      followUps: input.catalogue.packs
        .slice(0, 4)
        .map((each) => ({ id: 'pack_choice', values: { pack: name(each), volume: volume(each.mb) } })),
    };
  },
};
