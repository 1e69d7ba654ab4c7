import { z } from 'zod';

/** Bodies of the account API (docs/account-api.yaml). Unknown fields are dropped; anything else amiss is garbage. */
const fen = z.int();
const at = z.int().nonnegative();
const monthOf = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const text = z.string().max(500);
const named = { name: text, nameEn: text };

export const subscriberWire = z.object({
  phone: z.string().regex(/^\d{11}$/),
  name: text,
  brand: z.enum(['global_tone', 'm_zone', 'easy_own']),
  age: z.int().min(0).max(150),
  plan: z.object({
    ...named,
    monthlyFen: fen.nonnegative(),
    voiceMinutes: z.int().nonnegative(),
    dataMb: z.number().nonnegative(),
    includes: z.array(text).max(50),
  }),
  balanceFen: fen,
  status: z.enum(['active', 'suspended_arrears', 'suspended_request']),
  arrearsFen: fen.nonnegative(),
});

export const billsWire = z.object({
  bills: z
    .array(
      z.object({
        month: monthOf,
        totalFen: fen,
        open: z.boolean(),
        items: z.array(z.object({ code: text, ...named, amountFen: fen, serviceId: text.exactOptional() })).max(200),
      }),
    )
    .max(60),
});

export const usageWire = z.object({
  month: monthOf,
  quotaMb: z.number().nonnegative(),
  usedMb: z.number().nonnegative(),
  outOfPlanMb: z.number().nonnegative(),
  outOfPlanFen: fen.nonnegative(),
  capFen: fen.nonnegative().exactOptional(),
  packs: z
    .array(
      z.object({
        id: text,
        ...named,
        quotaMb: z.number().nonnegative(),
        usedMb: z.number().nonnegative(),
        priceFen: fen.nonnegative(),
        expiresAt: at,
      }),
    )
    .max(50),
});

export const servicesWire = z.object({
  services: z
    .array(
      z.object({
        id: text,
        kind: z.enum(['ring_back_tone', 'caller_display', 'missed_call_reminder', 'video', 'game', 'reading', 'other']),
        ...named,
        monthlyFen: fen.nonnegative(),
        orderedAt: at,
        orderedVia: z.enum(['sms', 'app', 'shop', 'hotline', 'phone_sales', 'web']),
        orderedDetail: text,
        orderedDetailEn: text,
        cancelledAt: at.exactOptional(),
        lastFeeMonth: monthOf.exactOptional(),
        freeWithPlan: z.boolean(),
      }),
    )
    .max(200),
});

export const resultWire = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), reference: text, effectiveMonth: monthOf.exactOptional() }),
  z.object({ ok: z.literal(false), reason: z.enum(['not_found', 'already_done', 'not_allowed']) }),
]);
