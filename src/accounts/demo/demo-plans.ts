import type { Subscriber } from '../../ports/account-gateway';

type Plan = Subscriber['plan'];

/** Plans of the demo operator. `includes` holds ids the knowledge files have words for (`included_…`). */
export const demoPlans = {
  easyBasic: {
    name: '神州行轻松卡',
    nameEn: 'Easyown Light',
    monthlyFen: 800,
    voiceMinutes: 30,
    dataMb: 100,
    includes: ['caller_display'],
  },
  easyTalk: {
    name: '神州行畅听卡',
    nameEn: 'Easyown Talk',
    monthlyFen: 1800,
    voiceMinutes: 100,
    dataMb: 0,
    includes: ['caller_display'],
  },
  easyHome: {
    name: '神州行家园卡',
    nameEn: 'Easyown Home',
    monthlyFen: 2800,
    voiceMinutes: 150,
    dataMb: 2048,
    includes: ['caller_display', 'missed_call_reminder'],
  },
  zoneCampus: {
    name: '动感地带校园套餐',
    nameEn: 'M-Zone Campus',
    monthlyFen: 3900,
    voiceMinutes: 100,
    dataMb: 10_240,
    includes: ['caller_display'],
  },
  zonePlay: {
    name: '动感地带畅玩套餐',
    nameEn: 'M-Zone Play',
    monthlyFen: 5900,
    voiceMinutes: 150,
    dataMb: 20_480,
    includes: ['caller_display', 'missed_call_reminder'],
  },
  globalClassic: {
    name: '全球通经典套餐',
    nameEn: 'GoTone Classic',
    monthlyFen: 8800,
    voiceMinutes: 400,
    dataMb: 15_360,
    includes: ['caller_display', 'missed_call_reminder'],
  },
  globalPremium: {
    name: '全球通尊享套餐',
    nameEn: 'GoTone Premium',
    monthlyFen: 15_800,
    voiceMinutes: 800,
    dataMb: 40_960,
    includes: ['caller_display', 'missed_call_reminder', 'ring_back_tone', 'family'],
  },
} as const satisfies Record<string, Plan>;
