import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const path = (relative: string): string => decodeURIComponent(new URL(relative, import.meta.url).pathname);

// The package as it is built in ../pkg; everything that the page needs is in the bundle, and nothing is fetched from elsewhere.
export default defineConfig({
  root: path("."),
  base: "./",
  plugins: [vue()],
  resolve: { alias: { cityvitals: path("../pkg/index.js") } },
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  server: { fs: { allow: [path("../.."), path("..")] } },
  build: {
    outDir: path("../dist"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 900,
    // A data address in a style would need a wider policy.
    assetsInlineLimit: 0,
  },
});
