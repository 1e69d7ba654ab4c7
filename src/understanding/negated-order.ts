const refused =
  /(?:不要|别|不想|不用|不必|不需要|勿|唔好|不准|不许|禁止|没让你们?|没叫你们?|没同意)(?:再|你们?|随便|乱|擅自)?(?:给我|帮我|替我|为我|来)?(?:开通|办理|订购|取消|关闭|关掉|退订|续订|升级|激活|注销|开|订|办|改)|(?:don't|do not|never|didn't ask you to|not)\s(?:you\s)?(?:want to\s|need to\s|want you to\s)?(?:activate|cancel|order|subscribe|open|sign|turn|enable|add|disable)/;

/** Intents that would change something for the customer when acted on. */
const acts = new Set([
  'ring_back_tone.order',
  'ring_back_tone.cancel',
  'ring_back_tone.set_tone',
  'data_usage.order_pack',
  'data_usage.cancel_pack',
  'data_usage.turn_off',
  'data_usage.set_cap',
  'billing.vas_cancel',
  'service.change_plan',
  'service.broadband_order',
  'service.cancel_account',
  'service.suspend_resume',
  'ticket.withdraw',
]);

/**
 * "不要给我开通" must never be taken for an order.
 * @param text normalised in place
 * @returns whether acting on this intent would do what the customer has just refused
 */
export const isRefused = (text: string, intent: string): boolean =>
  acts.has(intent) && refused.test(text.slice(0, 300));
