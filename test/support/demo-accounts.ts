import { join } from 'node:path';
import { loadDemoData } from '../../src/accounts/demo/demo-data';
import { createDemoAccounts } from '../../src/accounts/demo-accounts';
import type { AccountGateway } from '../../src/ports/account-gateway';
import type { Clock } from '../../src/ports/clock';

/** Read once for a test file. */
export const demoData = loadDemoData(join(__dirname, '../../nlp-models'));

/** The demo subscribers' numbers, in order. */
export const demoPhones: readonly string[] = demoData.subscribers.map(({ phone }) => phone);

/** The demo business system, with what every start of the program has. */
export const demoAccounts = (clock: Clock): AccountGateway => createDemoAccounts(clock, demoData);
