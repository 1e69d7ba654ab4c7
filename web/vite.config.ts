import { build, defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [embedScript()],
  build: {
    outDir: `${here}/../dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // The desk's colours are `light-dark()` pairs: staff browsers know it, and rewriting it would need inline styles.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The pages' policy forbids inline scripts and `data:` code; everything is a file of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The plots of the board, loaded with the first of them.
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      input: {
        index: `${here}/index.html`,
        desk: `${here}/desk.html`,
        board: `${here}/board.html`,
        inbox: `${here}/inbox.html`,
      },
    },
  },
  resolve: {
    alias: [
      // A second protocol the library can speak; we do not, and it is most of the library's weight.
      { find: /^\.\/directLineStreaming$/, replacement: `${here}/shared/no-streaming.ts` },
    ],
  },
});

/** `/embed.js`: one classic script under a fixed name, because other sites write it into their pages. */
function embedScript(): Plugin {
  let outDir = '';
  return {
    name: 'embed-script',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      await build({
        configFile: false,
        root: here,
        publicDir: false,
        logLevel: 'warn',
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2020',
          lib: { entry: `${here}/embed.ts`, formats: ['iife'], name: 'serviceDesk', fileName: () => 'embed.js' },
        },
      });
    },
  };
}
