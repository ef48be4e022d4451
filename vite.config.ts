import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { chunkOf } from './web/chunks.ts'

// Remix wants this file beside package.json; everything else of the pages is in web/.

declare module '@remix-run/node' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Remix's own is added to
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    tailwindcss(),
    remix({
      appDirectory: 'web/app',
      buildDirectory: 'web/build',
      ignoredRouteFiles: ['**/*.test.{ts,tsx}'],
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  publicDir: 'web/public',
  // Found before the first page: found later, the page would hold two Reacts until it is loaded again.
  optimizeDeps: {
    entries: ['web/app/entry.client.tsx', 'web/app/{root,routes/**/*,components/**/*}.tsx'],
    include: ['react', 'react/jsx-dev-runtime', 'react-dom/client', '@remix-run/react', 'i18next', 'react-i18next'],
  },
  // What opens connections is loaded by Node as it stands, once for the pages and the program around them.
  build: {
    target: 'es2022',
    rollupOptions: isSsrBuild === true ? { external: [/^#(clients|db)\//] } : { output: { manualChunks: chunkOf } },
  },
}))
