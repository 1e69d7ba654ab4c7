import { shortForm } from './short-form';
import { storeFrozen, storeKilled, storeLocked } from './store-away';

shortForm(storeLocked);
shortForm(storeFrozen);
shortForm(storeKilled);
