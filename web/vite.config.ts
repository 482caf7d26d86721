import { fileURLToPath } from 'node:url';
import vueI18n from '@intlify/unplugin-vue-i18n/vite';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import vueRouter from 'vue-router/vite';

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
    tailwindcss(),
    vueI18n({ include: [here('./src/locales/**/*.json')], runtimeOnly: true }),
  ],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    // Everything from files of our own: the content security policy allows no data: script or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
