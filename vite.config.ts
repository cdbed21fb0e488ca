/** Builds the islands of every room and the one stylesheet into ui/static/built, each file named by its content. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const out = "src/xingtan/ui/static/built";

const stylesheet = resolve("src/xingtan/ui/styles/main.css");
// The design system's islands that any page may hold travel in one file: those that it names.
const start = "src/xingtan/ui/islands";
const started = readFileSync(resolve(start, "main.ts"), "utf8");

/** One entry a custom element, called as the element is: the tag `{% island "xingtan-timer" %}` finds it by this name. */
function entries(): Record<string, string> {
  const islands = findIn("islands", /^xingtan-.*(?<!\.d)\.ts$/).filter(
    (path) => !path.startsWith(start) || !started.includes(`"./${basename(path, ".ts")}"`),
  );
  const named = islands.map((path) => [basename(path, ".ts"), resolve(path)] as const);
  return { ...Object.fromEntries(named), main: resolve(start, "main.ts"), style: stylesheet };
}

/** Finds the files of this shelf in every room. */
function findIn(shelf: string, name: RegExp): string[] {
  return readdirSync("src/xingtan", { withFileTypes: true })
    .filter((room) => room.isDirectory())
    .flatMap((room) => {
      const folder = join("src/xingtan", room.name, shelf);
      try {
        return readdirSync(folder)
          .filter((file) => name.test(file))
          .map((file) => join(folder, file));
      } catch {
        // Most rooms have no islands and no style of their own.
        return [];
      }
    });
}

/** Brings every room's own style into the one stylesheet, in the layer meant for it. */
function roomStyles(): Plugin {
  return {
    name: "room-styles",
    enforce: "pre",
    load(id) {
      if (id.split("?")[0] !== stylesheet) return null;
      const rooms = findIn("styles", /\.css$/).filter((path) => !path.includes(join("xingtan", "ui", "styles")));
      const imports = rooms.map((path) => `@import "${relative("src/xingtan/ui/styles", path)}" layer(rooms);`);
      return [readFileSync(stylesheet, "utf8"), ...imports].join("\n");
    },
  };
}

/** Takes the one `eval` out of htmx, which our policy forbids anyway; what is left can then be made small. */
function withoutEval(): Plugin {
  return {
    name: "without-eval",
    transform(code, id) {
      return id.includes("htmx.org") ? code.replace("return eval(str)", "return undefined") : null;
    },
  };
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
  plugins: [roomStyles(), withoutEval(), compressed()],
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
