/** Data packs the demo operator sells: the same as in nlp-models/knowledge/catalogue.yaml (a test compares them). */
export const demoPacks = [
  { id: 'pack-1g', name: '1GB流量加油包', nameEn: '1 GB data top-up pack', mb: 1024, priceFen: 1000 },
  { id: 'pack-3g', name: '3GB流量月包', nameEn: '3 GB monthly pack', mb: 3072, priceFen: 1500 },
  { id: 'pack-10g', name: '10GB流量月包', nameEn: '10 GB monthly pack', mb: 10_240, priceFen: 3000 },
] as const;
