import { demoPlans as plans } from './demo-plans';
import { demoServices as services } from './demo-services';
import { calls, charge, type DemoSheet, overage, serviceFee, texts, wobble } from './demo-subscriber';

const noUse = { usedMb: 0, outOfPlanMb: 0, outOfPlanFen: 0, packs: [] } as const;
const signed = {
  orderedVia: 'shop',
  orderedDetail: '入网时在营业厅签字办理',
  orderedDetailEn: 'signed for in the shop when the number was opened',
} as const;

/** The twelve demo subscribers; the first three are a promise of docs (README), each other shows one more case. */
export const demoSubscribers: Readonly<Record<string, DemoSheet>> = {
  // Spends about 20 yuan a month: the deposit offer would cost more.
  '13800000001': (time) => ({
    subscriber: { name: '王建国', brand: 'easy_own', age: 47, plan: plans.easyBasic, balanceFen: 3160 },
    usage: { quotaMb: 100, ...noUse, usedMb: 62 },
    services: [services.callerDisplay('s1-cid', { ...signed, orderedAt: time.at(30, 6, 10), freeWithPlan: true })],
    extras: (ago) => [calls(ago === 0 ? 640 : 1000 + wobble('13800000001', ago, 300)), texts(ago === 0 ? 40 : 80)],
  }),
  // Charged 6 yuan for a ring-back tone this month for the first time.
  '13800000002': (time) => {
    const tone = services.ringBackTone('s2-crbt', {
      orderedAt: time.at(0, 3, 20, 14),
      orderedVia: 'sms',
      orderedDetail: '本机回复推广短信“彩铃体验”，回复内容为“Y”，系统随后发过开通确认短信',
      orderedDetailEn:
        'this phone answered "Y" to an advertising message about ring-back tones; a confirmation was sent',
    });
    return {
      subscriber: { name: '李小雨', brand: 'm_zone', age: 21, plan: plans.zoneCampus, balanceFen: 4120 },
      usage: { quotaMb: 10_240, ...noUse, usedMb: 6963 },
      services: [
        services.callerDisplay('s2-cid', { ...signed, orderedAt: time.at(14, 2, 15), freeWithPlan: true }),
        tone,
      ],
      extras: (ago) => (ago === 0 ? [serviceFee(tone)] : []),
    };
  },
  // Aged 68: goes straight through to a person when asking for one.
  '13800000003': (time) => ({
    subscriber: { name: '陈淑芬', brand: 'global_tone', age: 68, plan: plans.globalClassic, balanceFen: 15_640 },
    usage: { quotaMb: 15_360, ...noUse, usedMb: 2150 },
    services: [services.callerDisplay('s3-cid', { ...signed, orderedAt: time.at(60, 9, 9), freeWithPlan: true })],
    extras: (ago) => [calls(ago === 0 ? 120 : 300 + wobble('13800000003', ago, 400))],
  }),
  // Suspended for arrears.
  '13800000004': () => ({
    subscriber: {
      name: '赵强',
      brand: 'easy_own',
      age: 35,
      plan: plans.easyHome,
      balanceFen: 0,
      status: 'suspended_arrears',
      arrearsFen: 3540,
    },
    usage: { quotaMb: 2048, ...noUse, usedMb: 310 },
    services: [],
    extras: (ago) => [calls(ago === 0 ? 0 : 600 + wobble('13800000004', ago, 500))],
  }),
  // Data used up, charged outside the plan.
  '13800000005': (time) => {
    const pack = { id: 'pack-1g', name: '1GB流量加油包', nameEn: '1 GB data top-up pack' };
    return {
      subscriber: { name: '孙浩', brand: 'm_zone', age: 24, plan: plans.zoneCampus, balanceFen: 1280 },
      usage: {
        quotaMb: 10_240,
        usedMb: 10_240,
        outOfPlanMb: 1843,
        outOfPlanFen: 1000,
        packs: [{ ...pack, quotaMb: 1024, usedMb: 1024, priceFen: 1000, expiresAt: time.endOfMonth }],
      },
      services: [],
      extras: (ago) =>
        ago === 0 ? [overage(1000), charge('data_pack', pack.name, pack.nameEn, 1000)] : [overage(ago === 3 ? 500 : 0)],
    };
  },
  // An abnormal bill: over three times the mean of the last five months.
  '13800000006': () => ({
    subscriber: { name: '周敏', brand: 'global_tone', age: 41, plan: plans.globalClassic, balanceFen: 5210 },
    usage: { quotaMb: 15_360, ...noUse, usedMb: 9011 },
    services: [],
    extras: (ago) =>
      ago === 0
        ? [charge('roaming_data', '国际漫游流量费', 'Data while roaming abroad', 28_600), calls(150)]
        : [calls(200 + wobble('13800000006', ago, 300))],
  }),
  // Ring-back tone cancelled two months ago, still charged.
  '13800000007': (time) => {
    const tone = services.ringBackTone('s7-crbt', {
      orderedAt: time.at(9, 12, 11, 5),
      orderedVia: 'app',
      orderedDetail: '在手机营业厅“彩铃”页面点击开通',
      orderedDetailEn: 'opened on the ring-back tone page of the app',
      cancelledAt: time.at(2, 18, 16, 40),
      lastFeeMonth: time.monthsAgo(2),
    });
    return {
      subscriber: { name: '吴倩', brand: 'm_zone', age: 23, plan: plans.zonePlay, balanceFen: 6600 },
      usage: { quotaMb: 20_480, ...noUse, usedMb: 15_200 },
      services: [tone],
      extras: () => [serviceFee(tone)],
    };
  },
  // No data plan: charged by volume.
  '13800000008': (time) => ({
    subscriber: { name: '郑国强', brand: 'easy_own', age: 58, plan: plans.easyTalk, balanceFen: 2350 },
    usage: { quotaMb: 0, usedMb: 48, outOfPlanMb: 48, outOfPlanFen: 1392, packs: [] },
    services: [services.callerDisplay('s8-cid', { ...signed, orderedAt: time.at(40, 20, 14), freeWithPlan: true })],
    extras: (ago) => (ago === 0 ? [charge('data_no_plan', '标准流量费', 'Data without a plan', 1392)] : [calls(200)]),
  }),
  // Free services of the plan never opened.
  '13800000009': () => ({
    subscriber: { name: '冯丽', brand: 'global_tone', age: 52, plan: plans.globalClassic, balanceFen: 20_300 },
    usage: { quotaMb: 15_360, ...noUse, usedMb: 4403 },
    services: [],
    extras: (ago) => [calls(ago === 0 ? 0 : wobble('13800000009', ago, 200))],
  }),
  // Suspended on the customer's own wish.
  '13800000010': () => ({
    subscriber: {
      name: '何伟',
      brand: 'easy_own',
      age: 33,
      plan: plans.easyBasic,
      balanceFen: 4500,
      status: 'suspended_request',
    },
    usage: { quotaMb: 100, ...noUse },
    services: [],
    extras: (ago) => [calls(ago < 2 ? 0 : 900)],
  }),
  // Several paid value-added services.
  '13800000011': (time) => {
    const ordered = [
      services.video('s11-video', {
        orderedAt: time.at(7, 8, 21, 30),
        orderedVia: 'phone_sales',
        orderedDetail: '客服外呼介绍首月免费体验，通话中同意开通',
        orderedDetailEn: 'agreed to in a sales call that offered the first month free',
      }),
      services.game('s11-game', {
        orderedAt: time.at(4, 15, 23, 2),
        orderedVia: 'web',
        orderedDetail: '在游戏页面用短信验证码确认订购',
        orderedDetailEn: 'confirmed with a code by text message on a games page',
      }),
      services.reading('s11-reading', {
        orderedAt: time.at(1, 2, 12, 44),
        orderedVia: 'sms',
        orderedDetail: '本机发送短信“DGYD”到10086订购',
        orderedDetailEn: 'ordered by sending "DGYD" to 10086 from this phone',
      }),
    ] as const;
    const [video, game, reading] = ordered;
    return {
      subscriber: { name: '褚天佑', brand: 'm_zone', age: 27, plan: plans.zonePlay, balanceFen: 880 },
      usage: { quotaMb: 20_480, ...noUse, usedMb: 19_200 },
      services: ordered,
      extras: (ago) => [
        ...(ago <= 7 ? [serviceFee(video)] : []),
        ...(ago <= 4 ? [serviceFee(game)] : []),
        ...(ago <= 1 ? [serviceFee(reading)] : []),
      ],
    };
  },
  // A high spender whose plan includes the ring-back tone, with a spending cap and a pack.
  '13800000012': (time) => ({
    subscriber: { name: '欧阳建平', brand: 'global_tone', age: 45, plan: plans.globalPremium, balanceFen: 32_000 },
    usage: {
      quotaMb: 40_960,
      ...noUse,
      usedMb: 21_504,
      capFen: 5000,
      packs: [
        {
          id: 'pack-10g',
          name: '10GB流量月包',
          nameEn: '10 GB monthly pack',
          quotaMb: 10_240,
          usedMb: 1024,
          priceFen: 3000,
          expiresAt: time.endOfMonth,
        },
      ],
    },
    services: [
      services.ringBackTone('s12-crbt', { ...signed, orderedAt: time.at(20, 5, 10, 20), freeWithPlan: true }),
      services.callerDisplay('s12-cid', { ...signed, orderedAt: time.at(20, 5, 10, 20), freeWithPlan: true }),
      services.missedCallReminder('s12-mcr', { ...signed, orderedAt: time.at(20, 5, 10, 20), freeWithPlan: true }),
    ],
    extras: (ago) => [
      charge('data_pack', '10GB流量月包', '10 GB monthly pack', 3000),
      calls(ago === 0 ? 0 : wobble('13800000012', ago, 900)),
    ],
  }),
};
