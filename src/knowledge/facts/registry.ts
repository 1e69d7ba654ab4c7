import type { FactsFunction } from '../facts-function';
import { arrears } from './arrears';
import { balance } from './balance';
import { billDetail } from './bill-detail';
import { currentSpend } from './current-spend';
import { dataCap } from './data-cap';
import { dataPackOrder } from './data-pack-order';
import { dataPacks, dataRemaining, noPlanUsage, whyUsedUp } from './data-usage';
import { depositOffer } from './deposit-offer';
import { planAdvice } from './plan-advice';
import { planContents } from './plan-contents';
import { repairOrder } from './repair-order';
import { ringBackToneAfterCancel, ringBackToneOffer, ringBackToneOrder, ringBackToneState } from './ring-back-tone';
import { freeServices, serviceCancel, servicesList } from './services-list';
import { whyHigher } from './why-higher';

/** Facts functions by the name entries use (`facts:` in the YAML). */
export const factsRegistry: ReadonlyMap<string, FactsFunction> = new Map(
  Object.entries({
    arrears,
    balance,
    bill_detail: billDetail,
    current_spend: currentSpend,
    data_cap: dataCap,
    data_pack_order: dataPackOrder,
    data_packs: dataPacks,
    data_remaining: dataRemaining,
    deposit_offer: depositOffer,
    free_services: freeServices,
    no_plan_usage: noPlanUsage,
    plan_advice: planAdvice,
    plan_contents: planContents,
    repair_order: repairOrder,
    ring_back_tone_after_cancel: ringBackToneAfterCancel,
    ring_back_tone_offer: ringBackToneOffer,
    ring_back_tone_order: ringBackToneOrder,
    ring_back_tone_state: ringBackToneState,
    service_cancel: serviceCancel,
    services_list: servicesList,
    why_higher: whyHigher,
    why_used_up: whyUsedUp,
  }),
);
