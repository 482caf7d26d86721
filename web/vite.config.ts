import { fileURLToPath } from 'node:url';
import vueI18n from '@intlify/unplugin-vue-i18n/vite';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import vueRouter from 'vue-router/vite';
import { contractDoors } from './contractDoors.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [
    vueRouter({
      routesFolder: here('./src/pages'),
      // Parts of one page lie beside it and are no pages themselves.
      exclude: ['**/parts/**'],
      dts: here('./src/typed-router.d.ts'),
    }),
    vue(),
    contractDoors(),
    tailwindcss(),
    vueI18n({
      include: [here('./src/locales/**/*.json')],
      runtimeOnly: true,
      // Words are compiled with the site, and said by `t` alone.
      dropMessageCompiler: true,
      fullInstall: false,
    }),
  ],
  // No component here, nor any that is used, is written in the options style.
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    // Everything from files of our own: the content security policy allows no data: script or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What every page begins with comes as one file: many small ones compress badly.
      output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }] } },
      // The rules do nothing by being there: what a page does not ask of them stays out of it.
      treeshake: { moduleSideEffects: [{ test: /\/shared\//, sideEffects: false }] },
    },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
