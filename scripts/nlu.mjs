// npm run nlu -- …: runs the compiled command line of the understanding, and gives it what its ring may not reach.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = (path) => join(root, 'dist', path);
if (!existsSync(compiled('src/understanding/cli/nlu.js'))) {
  process.stderr.write('Not built yet: run "npm start" or "npm run build" first.\n');
  process.exit(2);
}
const load = createRequire(import.meta.url);
// `npm run nlu -- … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

/** The embedded store of a desk, running or not. Reading beside a running desk is safe. */
function openMissStore(folder) {
  const dir = resolve(root, folder ?? process.env.DATA_DIR ?? 'data');
  if (!existsSync(join(dir, 'desk.sqlite'))) {
    throw new Error(`There is no desk.sqlite in ${dir}: name the data folder of the desk with --db.`);
  }
  const { openSqlite } = load(compiled('src/storage/sqlite/open-sqlite.js'));
  const { systemClock } = load(compiled('src/ports/clock.js'));
  const { randomIds: ids } = load(compiled('src/ports/id-generator.js'));
  return openSqlite({ dir, clock: systemClock, ids });
}

/** Which cues there are is known to the dialogs alone. */
function* cuesAsRead(dataDir) {
  try {
    load(compiled('dialogs/cues.js')).loadCues(join(dataDir, 'lexicon', 'cues.yaml'));
  } catch (fault) {
    const issues = fault.issues ?? [{ path: [], message: fault.message }];
    for (const { path, message } of issues) {
      yield `nlp-models/lexicon/cues.yaml: ${[...path, message].join(': ')}`;
    }
  }
}

/** Words of exported files are read by the desk alone. */
function* exportsAsRead(dataDir) {
  try {
    load(compiled('src/desk/board/export-words.js')).loadExportWords(join(dataDir, 'figures'));
  } catch (fault) {
    for (const told of fault.faults ?? [fault.message]) yield `nlp-models/figures/exports.yaml: ${told}`;
  }
}

/** The demo's people belong to edges. */
function* demoAsRead(dataDir) {
  if (!existsSync(join(dataDir, 'demo'))) return;
  const { loadRouting } = load(compiled('src/handoff/routing-data.js'));
  const read = {
    'accounts.yaml': () => load(compiled('src/accounts/demo/demo-data.js')).loadDemoData(dataDir),
    'staff.yaml': () =>
      load(compiled('src/desk/staff-file.js')).loadStaff(
        join(dataDir, 'demo/staff.yaml'),
        Object.keys(loadRouting(join(dataDir, 'handoff')).teams),
      ),
  };
  for (const [file, look] of Object.entries(read)) {
    try {
      look();
    } catch (fault) {
      for (const told of fault.faults ?? [fault.message]) yield `nlp-models/demo/${file}: ${told}`;
    }
  }
}

/** Beside their schema, notices are compared with what the knowledge says. */
const noticesFit = (dataDir) => load(compiled('src/notices/notice-rules.js')).lintNotices(dataDir);

const { nlu } = load(compiled('src/understanding/cli/nlu.js'));
process.exitCode = await nlu(process.argv.slice(2), root, {
  openMissStore,
  checks: [cuesAsRead, exportsAsRead, demoAsRead, noticesFit],
});
