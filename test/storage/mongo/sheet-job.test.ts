import { sheetJobContract } from '../../figures/sheet-job-contract';
import { withMongo } from '../../support/mongo';
import { mongoStores } from './mongo-stores';

withMongo('the figures on MongoDB', (url) => sheetJobContract('MongoDB', mongoStores(url)));
