import { join } from 'node:path';
import { loadCatalogue } from '../../../src/complaints/catalogue';
import { boardWords } from '../../../src/desk/board/board-words';
import { deskWords } from '../../../src/desk/views/desk-words';
import { loadOpenings } from '../../../src/handoff/openings';
import { loadRouting } from '../../../src/handoff/routing-data';
import { loadWrapUp } from '../../../src/handoff/wrap-up-data';

const dir = join(__dirname, '../../../nlp-models');
const catalogue = loadCatalogue(join(dir, 'complaints'));
const wrapUp = loadWrapUp(join(dir, 'handoff'));
const small = /^\p{Ll}/u;

test('what stands alone in menus, columns and files begins with a capital', () => {
  const { reasons } = loadOpenings(join(dir, 'handoff'));
  const { names } = boardWords({ measures: [], catalogue, wrapUp, topics: new Map(), reasons, channels: {} as never })(
    0,
  );
  const { owners = [] } = deskWords({ routing: loadRouting(join(dir, 'handoff')), wrapUp, canned: [], catalogue });
  const { team, reason, type, subType, area, cause } = names;
  const shown = [team, reason, type, subType, area, cause].flatMap((table) => Object.values(table));
  expect(shown.length).toBeGreaterThan(50);
  expect([...shown, ...owners.map((owner) => owner.names)].map(({ en }) => en).filter((en) => small.test(en))).toEqual(
    [],
  );
  expect(team.billing?.en).toBe('Billing team');
});
