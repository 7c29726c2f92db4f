// Bundles the page. Called by `python -m hub_server.companion.build`, which makes `generated/`.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const [out] = process.argv.slice(2);
if (out === undefined) throw new Error("usage: node build.mjs FOLDER");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const common = {
  bundle: true,
  minify: true,
  target: ["es2022", "safari16"],
  legalComments: "linked",
  loader: { ".svg": "text" },
  logLevel: "warning",
};

const page = await build({
  ...common,
  entryPoints: { app: "src/main.tsx" },
  entryNames: "[name]-[hash]",
  outdir: join(out, "page"),
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  metafile: true,
});

const made = Object.keys(page.metafile.outputs).map((path) => basename(path));
const script = made.find((name) => name.endsWith(".js"));
const styles = made.find((name) => name.endsWith(".css"));
const html = (await readFile("src/index.html", "utf8"))
  .replaceAll("{{script}}", `/page/${script}`)
  .replaceAll("{{styles}}", `/page/${styles}`);
await writeFile(join(out, "index.html"), html);
await cp("public", out, { recursive: true });

const kept = ["/", `/page/${script}`, `/page/${styles}`, "/manifest.webmanifest", "/icon.svg"];
await build({
  ...common,
  entryPoints: { sw: "src/worker.ts" },
  outdir: out,
  format: "iife",
  define: { KEPT_FILES: JSON.stringify(kept) },
});
