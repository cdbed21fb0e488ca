/** Builds the islands of every room and the one stylesheet into ui/static/built, each file named by its content. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const out = "src/xingtan/ui/static/built";

/** One entry a custom element, called as the element is: the tag `{% island "xingtan-timer" %}` finds it by this name. */
function entries(): Record<string, string> {
  const islands = findIslands().map((path) => [basename(path, ".ts"), resolve(path)] as const);
  return { ...Object.fromEntries(islands), main: resolve("src/xingtan/ui/styles/main.css") };
}

function findIslands(): string[] {
  return readdirSync("src/xingtan", { withFileTypes: true })
    .filter((room) => room.isDirectory())
    .flatMap((room) => {
      const folder = join("src/xingtan", room.name, "islands");
      try {
        return readdirSync(folder)
          .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
          .map((file) => join(folder, file));
      } catch {
        // Most rooms have no islands.
        return [];
      }
    });
}

/** Compresses once, here, what would otherwise be compressed at every visit. */
function compressed(): Plugin {
  return {
    name: "compressed",
    writeBundle(_, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg|json)$/.test(each))) {
        const path = join(out, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  clearScreen: false,
  plugins: [compressed()],
  css: { transformer: "lightningcss" },
  build: {
    outDir: out,
    emptyOutDir: true,
    manifest: "manifest.json",
    // Our policy allows no data: scripts or styles, and one more small file is cached for ever.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: entries(),
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "part-[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
